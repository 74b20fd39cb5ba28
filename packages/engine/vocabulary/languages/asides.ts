// What stands beside a wish in other languages and asks for nothing: fillers, what a picture is for, why something is
// wished, how it was taken; and what says with how much restraint.

type Asides = {
  /** Carries nothing, wherever it stands. */
  fillers: string;
  /** Tells what for, or how the picture came to be. A clause with one of these that asks for nothing is left out. */
  asides: string;
  /** Begins a clause that tells why; it is left out where it says nothing that is known. */
  reasons: string;
  /** With restraint. */
  restraint: string;
};

/** By the code of the language; the forms of a word are separated by `/`. */
export const ASIDES: Readonly<Record<string, Asides>> = {
  de: {
    fillers:
      "holla/moin/servus/na/ne/nen/nem/n/mal eben/eben/halt/ma/pls/plz/biddeee/bidde/büdde/thx/dankeee/wär/wäre/super/nett/lieb/bitteee/man/gut/bekomme/bekommst du/kriegst du/kriegst/hin/hinbekommen/hinkriegen/schaffst du/so ein/so eine/so einen/richtig schön/mir bitte/könnte/können/damits/bei alten/alten/altes/alte/alter/drauf/drüber/drumherum/herum/rum/insta/dieser Person/Dokument soll/würde/würd/mag/mags/oder so/total schade/schade/nämlich/gerade leider/darauf/wieder/mit dabei/paar/brauch/bräucht/brauch das/soll gut lesbar sein/lesbar/erkennen/erkennbar/reinbringen/rein/da mehr/kann man da/vielleicht/noch gerettet/retten/von früher/früher/so richtig/glänzend aus/schaffen/ist mir zu/hinkriegst/bist du so lieb/Hochformat/Querformat/dass man sie/oh nein/oh/also",
    asides:
      "Bewerbung/Lebenslauf/Bewerbungsfoto/drucken/ausdrucken/Druck/zum Drucken/Ausdruck/fürs Profil/Profilbild/Profil/Whatsapp/Facebook/Status/Story/TikTok/Youtube/Thumbnail/Poster/Geschenk/Geburtstagskarte/Karte/Einladung/posten/hochladen/teilen/verschicken/Datenschutz/Tinder/Ebay/Kleinanzeigen/verkaufen/LinkedIn/Website/Webseite/Homepage/aufgenommen/nachts aufgenommen/bei Nacht aufgenommen/abends aufgenommen/war nachts/gemacht nachts/für meine Oma/für meine Mama/für Oma/für Mama/für meinen Freund/für meine Freundin/für die Familie/Familienalbum/Fotoalbum/Album/Urlaub/aus dem Urlaub/Hochzeit/Blog/Präsentation/Leinwand/Flyer/Desktop Hintergrund/Handyhintergrund/für meine Mama ist das/ein Geschenk/Geschenk für meine Mama/Geschenk für meine Oma",
    reasons: "weil/denn/da es/da das/da sie/damit/sodass/so dass",
    restraint:
      "natürlich/natürlicher/natürlich bleiben/natürlich aussehen/natürlich wirken/übertreiben/nicht übertrieben/ohne zu übertreiben/nicht künstlich/nicht unnatürlich/nicht unecht/realistisch/nicht fake/ohne dass es unnatürlich wirkt/ohne dass es künstlich aussieht/nicht zu doll/nicht zu krass/nicht so krass/nicht so extrem/nicht zu extrem/unauffällig/aber nicht übertreiben/aber nicht übertrieben/aber nicht künstlich/aber nicht zu doll/aber nicht zu krass/aber nicht so krass/aber nicht zu extrem/aber nicht unnatürlich/nicht zu übertreiben/ohne dass es künstlich wirkt/ohne dass es fake aussieht/ohne dass es übertrieben wirkt/aber nicht wie Plastik/nicht wie Plastik/aber ohne zu übertreiben/aber nicht wie eine Puppe",
  },
  es: {
    fillers:
      "holaa/holaaa/oye/oiga/ey/eh/xfa/xfavor/por fa/porfi/xfis/plis/pls/pliss/porfaaa/amigo/amiga/bro/va/ahí/ahi/pues/si puedes/si se puede/se puede/podés/podes/me la/me lo/la puedes/lo puedes/puedes hacer/puedes hacerla/hacer que/haz que/nomás/nomas/onda/tantita/q/d/k/bien bonita/grax/gracias de antemano/que se lea/lea/leer/bien/viejas/viejitas/se/ayuda/ayúdame/lástima/jaja/jeje/la neta/creo que/legible/que se lea bien/lea bien/se lea bien/legibles/lo que está/lo que esta/lo que hay/esta detrás/tomada al/parezca/que parezca/mi foto/en grande/grande/esta quiero",
    asides:
      "imprimir/imprimirla/imprimirlo/impresión/cv/currículum/curriculum/currículo/perfil/foto de perfil/whatsapp/wasap/facebook/face/estado/historia/historias/tiktok/youtube/miniatura de youtube/regalo/invitación/publicar/publicarla/subir/subirla/subirlo/compartir/vender/vendo/linkedin/tinder/privacidad/tarjeta/póster/cumple/álbum/trabajo/chamba/boda/vacaciones/tomé de noche/tome de noche/la tomé de noche/tomada de noche/la saqué de noche/saqué de noche/de noche la tomé/era de noche/fue de noche/tomé con el celular/tomada con el celular/con mi celular/para mi abuela/para mi mamá/para mi novia/para mi novio/para mi familia/redes/redes sociales/mercado libre/blog/presentación",
    reasons: "porque/para que/ya que/pues que/xq/pq/por que",
    restraint:
      "natural/naturales/que se vea natural/se vea natural/que quede natural/sin que se vea falso/sin que se vea falsa/sin que se vea artificial/que no se vea falso/que no se vea falsa/no se vea artificial/que no se vea artificial/sin que parezca falso/sin que se note/que no se note/que no se note mucho/sin pasarte/sin exagerarle/no exageres/sin que quede falso/que no parezca falso/realista/discreto/discreta/no tan exagerado/sin exageración/no le exageres/pero no exageres/pero no le exageres/pero no se vea falso/pero no tan exagerado/pero no te pases/no te pases/pero que no se vea falso/pero que no se note/sin que se vea muy falso/sin que se vea raro/sin que se vea plástico/sin que se vea de plástico/pero tampoco te pases/tampoco te pases/tampoco demasiado/pero tampoco mucho/pero tampoco exageres",
  },
  fr: {
    fillers:
      "hey/hello/yo/hein/quoi/stpp/stppp/svpp/sil te plait/sil vous plait/s te plait/plz/pls/mdr/lol/genre un/un truc/bah/ben/euh/juste/on/faut que/faut/faut que ce soit/il faudrait que/en sorte/en sorte que/fais en sorte que/fasse/qu/que ça/qu on/qu elle/qu il/soit/vieilles/vieille photo/anciennes/bien/dispo/dommage/malheureusement/désolé/je crois/du coup/carrément/un peu stp/peux/pouvez/pourrais/est/stp merci/merciii/là/ça/t/tes/vos/votre/notre/nos/peut être/ce qu il y a/ce qui est/ce qui se trouve/lisible/lisibles/qu il y a/lui donner/donner/donne/un vrai appareil photo/comme avec un vrai appareil/avec un vrai appareil photo/appareil photo/on voit plus rien/on voit rien/ce serait/serait/trop beau/façon/vieux/il est tout gris/elle est toute grise",
    asides:
      "imprimer/impression/l imprimer/cv/profil/photo de profil/whatsapp/facebook/story/stories/tiktok/youtube/cadeau/invitation/publier/poster/partager/vendre/linkedin/tinder/vinted/leboncoin/confidentialité/carte/carte d anniversaire/affiche/album/boulot/travail/mariage/vacances/prise de nuit/prise la nuit/c était la nuit/prise le soir/prise avec mon téléphone/pour ma grand mère/pour ma mère/pour mon copain/pour ma copine/pour ma famille/réseaux/réseaux sociaux/blog/présentation/anniversaire de ma mère/insta",
    reasons: "parce que/car/pour que/pour qu/puisque/parce qu/afin que/vu que",
    restraint:
      "naturel/naturelle/naturels/naturelles/que ça reste naturel/reste naturel/garde un rendu naturel/sans exagérer/sans en faire trop/faut pas que ça fasse faux/sans que ça fasse faux/que ça fasse pas faux/pas trop exagéré/discret/discrète/réaliste/sans abuser/pas abusé/sans que ça se voie/n exagère pas/exagère pas/pas artificiel/pas trop non plus/pas non plus trop/mais pas trop/sans que ça fasse artificiel/sans que ça fasse fake/pas fake/que ça fasse naturel/rendu naturel/sans que ça fasse trop/mais je veux pas avoir l air d une poupée/sans en faire des tonnes/sans trop en faire/mais pas trop non plus/mais sans exagérer/sans que ce soit trop/sans aller trop loin",
  },
  pt: {
    fillers:
      "oii/oiii/ei/opa/eae/e aí/por favorzinho/porfavor/pfvr/pfvrr/plz/pls/mim/pra mim/para mim/mano/cara/amigo/amiga/tá/blz/né/kkk/rs/aí pra mim/tem como/consegue/da uma/dá uma/dar uma/só um/por gentileza/brigada/brigado/obg/vlw/bem/q/vcs/você/consegue me/acho que/infelizmente/poxa/ai pfv/minha foto/nela/nele/antigas/ler/lugar/o que tá/o que ta/o que está/ninguém/faz favor/legível/o que tem/o que fica/legíveis/igual câmera profissional/igual camera profissional/eu/fazer/tipo câmera/de câmera profissional/essa/como câmera profissional/gente essa/oi gente/gente do céu",
    asides:
      "imprimir/impressão/currículo/curriculum/perfil/foto de perfil/whatsapp/zap/facebook/status/story/stories/tiktok/youtube/presente/convite/publicar/postar/compartilhar/vender/linkedin/tinder/olx/privacidade/cartão/pôster/álbum/trabalho/casamento/férias/viagem/tirei de noite/tirei à noite/tirada de noite/foi de noite/era de noite/tirada à noite/tirei com o celular/para minha avó/pra minha mãe/pra minha vó/pra minha namorada/pro meu namorado/pra família/redes/redes sociais/blog/apresentação/feed",
    reasons: "porque/pra que/para que/já que/pq/pois/pra ninguém/para ninguém",
    restraint:
      "natural/naturais/que fique natural/fique natural/ficar natural/pra ficar natural/sem parecer falso/sem parecer falsa/sem ficar falso/sem parecer artificial/sem ficar artificial/que não pareça falso/sem forçar/não exagera/não exagere/realista/discreto/discreta/sem exageros/de leve/sem que pareça falso/sem ficar forçado/mas não exagera/mas não exagere/mas não exagerado/não exagerado/sem ficar estranho/sem ficar fake/sem parecer fake/sem deixar artificial/mas sem deixar falso/sem ficar muito/mas nem tanto/nem tanto",
  },
  hi: {
    fillers: "अरे/हेलो/हाय/दीजिए प्लीज/दोस्त/भैया/दीदी/ज़रूर/लगे/रहे/आई/आई है/आयी है/आ गई/आ गयी/अच्छे से/दो ना/ना/पीछे वाला सब",
    asides:
      "प्रिंट/प्रिंट करना है/प्रिंट करवाना है/प्रिंट के लिए/रिज्यूमे के लिए/बायोडाटा के लिए/प्रोफाइल के लिए/प्रोफाइल/व्हाट्सएप/व्हाट्सएप के लिए/फेसबुक के लिए/फेसबुक/स्टेटस के लिए/इंस्टाग्राम/यूट्यूब के लिए/यूट्यूब/शादी के लिए/मम्मी के लिए/दादी के लिए/रात में ली थी/रात को ली थी/पोस्ट करना है/भेजना है/नौकरी के लिए",
    reasons: "क्योंकि/ताकि/जिससे/चूंकि",
    restraint: "नेचुरल/नैचुरल/प्राकृतिक/स्वाभाविक/नेचुरल लगे/असली लगे/नकली न लगे/नकली ना लगे/बनावटी न लगे/बहुत ज्यादा नहीं/ओवर मत करना",
  },
  "hi-Latn": {
    fillers:
      "arre/arey/hey/hii/heyy/dost/didi/bhaiyya/sir/mam/madam/plss/pliz/lage/lagne/lagna/rahe/rahi/raha/aayi/aayi hai/aai hai/aai/aa gayi/aa gyi/ayi/ayi hai/do na/dona/kar dena/dena/na/koi/sakta hai/saktey/hoga/hogi/chahie/tha/thi/hu/gaya/gayi/gyi/sakti hai/jaldi/thik se/saaf saaf/bole to/wala scene/saaf padhne layak/saaf dikhe/padha jaye/dikhe/dikhna/sab kuch ekdum/pencil wala/yaar photo/passport ke liye/mein/saare/sare/sabhi/saari/sari",
    asides:
      "print/print karna hai/print karwana hai/print karwana/print nikalna hai/printing/resume/resume ke liye/cv/biodata/biodata ke liye/profile/dp/dp ke liye/whatsapp/facebook/fb/status/story/instagram/insta/youtube/reel/reels/post/post karna hai/post karni hai/upload/upload karna hai/bhejna hai/gift/shaadi ke liye/shadi ke liye/mummy ke liye/dadi ke liye/mom ke liye/naukri ke liye/job ke liye/linkedin/tinder/olx/album/raat ko li thi/raat me li thi/raat mein li thi/raat ki hai/padhne layak/padhne ke liye/birthday card/gift ke liye/linkedin ke liye/print ke liye/passport ke liye/fb ke liye/insta ke liye chahiye",
    reasons: "kyunki/kyuki/kyonki/taki/taaki/jisse",
    restraint:
      "natural/natural lage/natural lagna chahiye/nakli na lage/nakli nahi lagna chahiye/fake na lage/fake nahi lagna chahiye/fake nahi lage/asli lage/zyada mat karna/over mat karna/zyada nahin/jyada nahin/zada nahi/zyada na ho/over na lage/realistic/zyada nhi/jyada nhi/bahut zyada mat karna/zyada mat/zyada na/jyada na/over mat ho",
  },
  zh: {
    fillers:
      "哈喽/嗨喽/亲/宝/呀呀/嘿/啦/哒/噢/喔/欸/诶/哎/麻烦您/劳驾/谢啦/谢谢啦/谢谢您/可惜/东西/那个/这个/这份/份/一份/用的/能不能帮我/可以帮我/帮忙把/老师/大神/师傅/来/要/那种感觉/然后/上面写/出来一点/看得清/看得清字/看得清楚字/字/风/点吧/一些些/点点/那样/这样/能看清/看清楚/看清/清楚点的/就行/就好/就可以了/好吗/好不好/行吗/可以吗/好不/嘛吧/一下吧/下吧/突出人物/突出主体/四个字/几个字/两个字/三个字/光线不太好/好丑/太乱/有点乱/杂乱/横的/竖的/横版/竖版/横屏/竖屏/很乱",
    asides:
      "发朋友圈/发朋友圈用/朋友圈/发朋友圈用的/做简历用/做简历用的/做简历/简历/简历用/打印/要打印/打印用/打印出来/印出来/冲洗/做头像/当头像/头像/做头像用/当壁纸/做壁纸/发微信/微信/发抖音/抖音/发小红书/小红书/发微博/微博/发群里/送人/送给朋友/送给妈妈/做海报/做封面/当封面/做封面用/找工作用/求职用/求职/保护隐私/隐私/留作纪念/晚上拍的/夜里拍的/晚上拍/手机拍的/昨天拍的/用手机拍的/淘宝用/挂闲鱼/闲鱼/发出去/送人的/领英/领英头像用/领英头像/头像用/微信头像",
    reasons:
      "因为/为了/以便/好让/免得/省得/让别人认不出/别让人认出来/别让人认出/不让人认出来/别让别人认出来/不想让人认出来/这样就认不出",
    restraint:
      "自然/要自然/自然一点/自然点/自然些/看起来自然/别太假/不要太假/别太夸张/不要太夸张/不夸张/不要过度/别过度/不要过头/别过头/别太过/不要太过/别太过了/不要太过了/不假/真实一点/真实/别太明显/不要太明显/别P过头/不要太过分/别太过分/别修太过/不要失真/别失真/不要太重/别太重/不要太浓/别太浓/轻微的/看着舒服点/看着舒服/别太多/不要太多",
  },
};

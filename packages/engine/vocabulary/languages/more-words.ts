import type { PartName } from "./language";

/** More words of a language for the same ideas, as people type them; each separated by `/`. */
type More = {
  words?: Readonly<Record<string, string>>;
  parts?: Readonly<Partial<Record<PartName, string>>>;
  fillers?: string;
  asides?: string;
};

/** By the code of the language. They are added to what its own file has. */
export const MORE_WORDS: Readonly<Record<string, More>> = {
  de: {
    words: {
      sunset: "Sonnenuntergangsstimmung/Sonnenuntergangslook/Abendstimmung",
      dreamy: "romantisch/romantischer/romantische/romantischen",
      contrast: "kontrastreicher/kontrastreichere/kontraststärker",
      dark: "duster/schummrig/zappenduster/zu finster",
      bright: "strahlend/lichtdurchflutet",
      brighter: "strahlender/mach … hell/hochhellen/aufhellt/heller drehen",
      darker: "abgedunkelter/runterdunkeln/dunkler drehen",
      blurry: "schwammig/verwaschen unscharf/milchig unscharf",
      noisy: "krisselig/grieselig/griselig",
      flat: "langweilig/öde/kontrastlos/stumpf",
      crop: "beschnitten/Ausschnitt/Bildausschnitt",
      cut: "ausschneiden/schneide … aus/wegschneiden/schneide … weg/schneid … weg/abgeschnitten",
      remove: "rausnehmen/rausschneiden/wegkriegen/herausnehmen/wegbekommen",
      improve:
        "auffrischen/frische … auf/frisch … auf/aufmöbeln/retten/rette/hol mehr raus/hol das beste raus/aufbereiten",
      blur: "weichzeichnest/unscharf gestalten/unscharf wird/unscharf werden/verschwimmen lassen",
      pixelate: "unkenntlich machen/mach … unkenntlich/pixle/pixel … raus",
      smooth: "geglättet/ebenmäßiger/ebenmäßig/zarter",
      less: "dämpfen/dämpfe/nimm … zurück/drosseln/drossle/rausnehmen aus/runterfahren/fahr … runter",
      more: "kontrastreicher/kontrastreichere/kontraststärker/hochziehen/zieh … hoch/pushen/pushe/rausholen/hol … raus/hochfahren",
      colourful: "farbintensiv/farbenprächtig",
      straighten: "geradestellen/gerade stellen/geradeziehen/zieh … gerade",
    },
    parts: {
      "the faces": "Gesichter der Kinder/Gesichter der Leute/Gesichter von allen/Kindergesichter/alle Köpfe",
      "the person": "Nichte/Neffe/Cousin/Cousine/Enkel/Enkelin/Tante/Onkel/Braut/Bräutigam",
      "the subject": "Hündin/Hündchen/Kater/Kätzchen/Pferd/Vogel/Tier/Welpe/Hase/Schmetterling",
      "the shadows": "Schattenpartien/Schattenseite",
      "the highlights": "Glanzstellen/ausgefressenen Stellen/hellsten Stellen",
      "the background": "Hintergrund hinten/hintere Teil/Bildhintergrund",
      "the ground": "Straße/Fußboden",
    },
    fillers:
      "png/jpg/draus/vor allem/besonders/hauptsächlich/etwas mehr davon/bissi/gern/liebsten/am liebsten/irgendwie/noch/eher/also/jetzt",
    asides:
      "DSGVO/wegen DSGVO/für die Oma/für Oma/für Mama/für die Website/für die Homepage/für unsere Website/für den Verein/für den Flyer/für die Einladung/für die Arbeit/für die Schule/für den Blog/für eine Annonce/fürs Inserat/für eine Anzeige/für die Anzeige/mit dem Handy gemacht/abends aufgenommen/drinnen aufgenommen",
  },
  es: {
    words: {
      vintage: "película antigua/película vieja/de los años/antigua",
      dreamy: "romántico/romántica/más romántico/más romántica",
      dark: "opaca/opaco/lúgubre/muy negra",
      brighter: "aclárame/ilumíname/dale brillo/dale más luz/más iluminada/más luminosa/más luminoso",
      darker: "más oscuritos/oscuréceme/baja la luz",
      blurry: "fuera de foco/empañada/turbia",
      flat: "sosa/soso/sin gracia",
      pale: "deslucida/sin vida/mortecina/gris y triste",
      crop: "encuadra/encuadrar/encuadre/recortada/recortado",
      cut: "cortada",
      remove: "quítame/elimíname/desaparece/desaparecer/haz desaparecer",
      improve: "dale vida/dale un toque/revive/revivir/rescata/rescatar/restaura los colores/salva/mejora la calidad",
      blur: "desenfocado el fondo/difuminada/borronea",
      vivid: "más llamativos/más llamativa/resalta los colores/realza los colores",
      smooth: "alísame/suavízame",
      more: "un poco más de/resalta/resaltar/potencia/potenciar",
      less: "quita un poco de/apaga/apagar/modera/moderar",
      straighten: "enderézame/pon derecha/derecha la foto/poner recta/recta",
    },
    parts: {
      "the faces": "caras de los niños/caras de todos/caras de la gente/todos los niños",
      "the person": "sobrina/sobrino/nieta/nieto/tía/tío/prima/primo/novios",
      "the subject": "caballo/pájaro/animal/mascota/cachorro/mariposa",
      "the highlights": "luces/zonas claras/partes claras/brillos/altas luces/zonas quemadas",
      "the shadows": "sombras/zonas oscuras/partes oscuras",
    },
    fillers:
      "png/jpg/uno/una/un filtro/como de los/que se note más/sobre todo/especialmente/un toque/de plano/también/ahora/algo así/estilo",
    asides:
      "para un anuncio/anuncio/para la página/para mi página/para el periódico/para mi tienda/para la escuela/para la tarjeta/para la invitación/la tomé con flash/con el flash/de noche con flash",
  },
  fr: {
    words: {
      vertical: "portrait/format portrait/mode portrait",
      dreamy: "romantique/plus romantique/romantiques",
      dark: "sous exposée et sombre/lugubre/dans le noir",
      brighter: "plus lumineux/plus lumineuse/illuminer/illumine/donne plus de lumière/rallume/booste la lumière",
      blurry: "pas net/pas nette/baveux/brouillée",
      flat: "plate/terne et plate/molle",
      pale: "sans vie/délavées/éteinte/éteintes/défraîchie",
      crop: "cadrer/recadré/recadrée/cadrage/cadrage serré/recadrage serré/gros plan/serre le cadre/resserre/resserrer",
      remove: "vire/virer/ôte/ôter/fais disparaître/dégage",
      improve: "rattrape/rattraper/sauve/sauver/redonne vie/redonner vie/ravive tout/rafraîchis/rafraîchir/peaufine",
      vivid: "ravive/raviver/fais ressortir les couleurs/couleurs qui pètent/plus pétant/plus pétantes",
      more: "accentue/accentuer/pousse/pousser/booste/booster",
      less: "atténue un peu/calme/calmer/diminue un peu",
      smooth: "lisse la/lissée/plus lisse",
      straighten: "remets droit/remettre droit/mets droit/mettre droit/redresse l horizon",
    },
    parts: {
      "the faces": "visages des enfants/visages de tous/visages des gens/têtes/toutes les têtes",
      "the person":
        "nièce/neveu/petite fille/petit fils/tante/oncle/cousine/cousin/mariée/marié/mari/femme de la photo",
      "the subject": "cheval/oiseau/animal/chiot/chaton/papillon",
      "the highlights": "zones claires/parties claires/blancs cramés/zones cramées/reflets",
      "the shadows": "zones sombres/parties sombres/zones d ombre",
    },
    fillers:
      "png/jpg/avec un peu de marge/un peu de marge/visuellement/surtout/notamment/bien nette/aussi/plutôt/assez/un petit peu d/histoire de/que ce soit",
    asides:
      "annonce immobilière/pour une annonce/annonce/immobilier/c est pour/pour le site/pour mon site/pour la famille/pour l école/pour la carte/pour le faire part/faire part/pour le journal/prise en intérieur/prise au flash/avec le flash",
  },
  pt: {
    words: {
      flip: "espelho/espelhada/espelhado",
      dreamy: "romântico/romântica/mais romântico/mais romântica",
      dark: "sombria/sombrio/apagada demais/muito preta",
      brighter: "mais iluminada/mais iluminado/dá mais luz/acende/mais luminosa/dar luz",
      blurry: "embaçada/embaçado/fora de foco",
      flat: "chapada/chapado",
      pale: "meio apagada/murcha/opaca",
      crop: "enquadrar/enquadre/recortada",
      cut: "cortado/cortadinha",
      remove: "tirar fora/some com/sumir com/apague",
      improve: "dá vida/dar vida/dá um trato/dar um trato/dá um up/hidrata/revive/salva/salvar/resgata/dá uma animada",
      vivid: "mais vivas/realça as cores/realçar as cores/cores mais fortes",
      more: "realça/realçar/reforça/reforçar",
      less: "diminui um pouco/segura/tira um pouco de",
      straighten: "deixa reta/deixar reta/deixa reto/alinha/alinhar",
      sharper: "melhora a nitidez/mais nitidez",
    },
    parts: {
      "the faces": "rostos das crianças/rostos de todos/carinhas/todas as caras",
      "the person": "sobrinha/sobrinho/neta/neto/tia/tio/prima/primo/noiva/noivo/marido/esposa",
      "the subject": "cavalo/pássaro/animal/bicho/filhote/borboleta",
      "the highlights": "luzes/áreas claras/partes claras/brilhos/zonas claras",
      "the shadows": "sombras/áreas escuras/partes escuras",
    },
    fillers:
      "png/jpg/um/uma/fofinha/fofinho/fofa/fofo/bonitinha/bonitinho/meio/principalmente/também/agora/um toque/preciso de um/preciso de uma/preciso/só mais um pouco/assim",
    asides:
      "para um anúncio/anúncio/pro anúncio/pro site/para o site/pra loja/pra escola/para a escola/pro convite/tirei no escuro/tirada com flash/papel de parede pro celular",
  },
  hi: {
    words: {
      dreamy: "रोमांटिक",
      improve: "फोटो को साफ/फोटो साफ/तस्वीर साफ/तस्वीर को साफ/इमेज साफ",
      brighter: "रोशनी बढ़ा/रोशनी बढ़ाओ/उजला करो/उजाला करो/चमकाओ/चमका दो/रोशनी डालो/रोशनी डाल दो",
      blur: "ब्लर कर/ब्लर करना",
      vivid: "रंग निखारो/रंग उभारो/रंग तेज करो",
    },
    parts: { "the faces": "बच्चों के चेहरे/लोगों के चेहरे/सबके मुँह/उनके चेहरे/इनके चेहरे" },
    fillers: "जो/वो/वह/भी/अब/ज़रा/जरा/सा/सी/वाला/वाली/वाले/लग रहा/लग रही",
  },
  "hi-Latn": {
    words: {
      dreamy: "romantic",
      brighter: "ujala karo/chamkao/chamka do/roshni badhao/roshni badha do",
      vivid: "rang nikharo/rang ubharo/colours nikharo/rang tez karo",
      blurry: "dhundhli/dhundhla/dhundhla sa/saaf nahi/clear nahi",
      "yellow-cast": "peela pan/pila pan/peelapan/pilapan",
    },
    parts: { "the faces": "bacchon ke chehre/logon ke chehre/unke chehre/inke chehre/bachon ke chehre" },
    fillers: "jo/wo/woh/vo/bhi/ab/zara/jara/sa/si/wala/wali/wale/lag raha/lag rahi/lag rha/lag rhi/kaafi/thoda sa",
  },
  zh: {
    words: {
      dreamy: "浪漫/更浪漫",
      vignette: "加暗角/添加暗角",
      darker: "加深/深一点/深一些/压暗点/暗下来",
      cooler: "色温调冷/色温调低/色调调冷/调冷一点/冷色一点/偏冷一点",
      warmer: "色温调暖/色温调高/色调调暖/调暖一点/暖色一点/偏暖一点",
      brighter: "提亮/提亮一点/亮起来/调亮点/打亮/增亮",
      vivid: "更浓/浓一些/浓一点/更鲜艳/鲜亮一点/饱满一点",
      smooth: "磨一下/磨一磨",
      "white-balance": "调正常/恢复正常/正常一点/颜色正常",
      sharper: "清晰化处理/锐度提高/提高锐度/变清楚点",
    },
    parts: {
      "the shadows": "阴影部分/暗部/阴影处/暗的地方",
      "the highlights": "高光部分/亮部/过曝的地方/亮的地方",
      "the faces": "孩子们的脸/大家的脸/他们的脸/她们的脸",
    },
    fillers: "放在/放到/放/光线/帮我把/部分/也/再/整体/整张",
  },
};

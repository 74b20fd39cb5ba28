// Things that may be called by a noun in every language, as English knows them: what is known by its one strong colour,
// and what is green.

type Codes = "de" | "es" | "fr" | "pt" | "hi" | "hi-Latn" | "zh";

const thing = (
  de: string,
  es: string,
  fr: string,
  pt: string,
  hi: string,
  latin: string,
  zh: string,
): Readonly<Record<Codes, string>> => ({ de, es, fr, pt, hi, "hi-Latn": latin, zh });

/** By the English name; the forms of a word are separated by `/`. Where a flower is a colour as well, it needs its article. */
const NAMES = {
  "the rose": thing("Rose", "la rosa", "la rose", "a rosa", "गुलाब", "gulab", "玫瑰/玫瑰花"),
  "the flower": thing("Blume/Blüte", "flor", "fleur", "flor", "फूल", "phool/phul", "花/花朵/花儿"),
  "the flowers": thing("Blumen/Blüten", "flores", "fleurs", "flores", "फूलों", "phoolon", "花丛"),
  "the car": thing(
    "Auto/Wagen/Autos",
    "coche/carro/auto",
    "voiture/auto/bagnole",
    "carro",
    "गाड़ी/कार",
    "gaadi/gadi/car",
    "车/汽车/车子/轿车",
  ),
  "the boat": thing("Boot/Schiff/Bootes", "barco/bote/barca", "bateau/barque", "barco", "नाव", "naav/nav", "船/小船"),
  "the bike": thing(
    "Fahrrad/Rad/Fahrrads",
    "bici/bicicleta",
    "vélo/bicyclette",
    "bicicleta/bike",
    "साइकिल/बाइक",
    "bike/cycle/saikil",
    "自行车/单车",
  ),
  "the scooter": thing(
    "Roller/Motorroller/Rollers",
    "moto/scooter",
    "scooter/moto",
    "scooter/moto",
    "स्कूटर",
    "scooter",
    "摩托车/电动车/踏板车",
  ),
  "the dress": thing(
    "Kleid/Kleides/Kleids",
    "vestido",
    "robe",
    "vestido",
    "ड्रेस/पोशाक",
    "dress/kapde",
    "裙子/连衣裙/衣服",
  ),
  "the shirt": thing(
    "Hemd/Shirt/Tshirt/Bluse",
    "camisa/camiseta/blusa",
    "chemise/chemisier",
    "camisa/camiseta/blusa",
    "शर्ट/कमीज",
    "shirt/kameez",
    "衬衫/上衣/T恤",
  ),
  "the sweater": thing("Pullover/Pulli", "suéter/jersey", "pull/chandail", "suéter/moletom", "स्वेटर", "sweater", "毛衣"),
  "the jacket": thing("Jacke", "chaqueta/chamarra", "veste/blouson", "jaqueta/casaco", "जैकेट", "jacket", "外套/夹克"),
  "the hat": thing("Hut/Mütze", "sombrero/gorra/gorro", "chapeau/casquette", "chapéu/boné", "टोपी", "topi", "帽子"),
  "the helmet": thing("Helm", "casco", "casque", "capacete", "हेलमेट", "helmet", "头盔"),
  "the wall": thing(
    "Wand/Mauer/Wände",
    "pared/muro/paredes",
    "mur/murs",
    "parede/muro/paredes",
    "दीवार",
    "deewar/diwar",
    "墙/墙壁/墙面",
  ),
  "the door": thing("Tür", "puerta", "porte", "porta", "दरवाजा", "darwaza", "门"),
  "the roof": thing("Dach", "techo/tejado", "toit", "telhado", "छत", "chhat", "屋顶"),
  "the sofa": thing("Sofa/Couch", "sofá", "canapé", "sofá", "सोफा", "sofa", "沙发"),
  "the balloon": thing("Ballon/Luftballon", "globo", "ballon", "balão", "गुब्बारा", "gubbara", "气球"),
  "the umbrella": thing("Schirm/Regenschirm", "paraguas", "parapluie", "guarda chuva", "छाता", "chhata", "雨伞"),
  "the leaves": thing(
    "Blätter/Laub",
    "hojas",
    "feuilles/feuillage",
    "folhas",
    "पत्ते/पत्तियां",
    "patte/pattiyan",
    "叶子/树叶",
  ),
  "the trees": thing("Bäume/Bäumen", "árboles", "arbres", "árvores", "पेड़/पेड़ों", "ped/pedon", "树/树木"),
} as const;

export type ThingName = keyof typeof NAMES;

/** Words of one language for things, by their English names. */
export const thingsIn = (code: string): ReadonlyArray<readonly [ThingName, string]> =>
  (Object.keys(NAMES) as ThingName[]).map((name) => [
    name,
    Object.entries(NAMES[name]).find(([of]) => of === code)?.[1] ?? "",
  ]);

export const isThingName = (name: string): name is ThingName => Object.hasOwn(NAMES, name);

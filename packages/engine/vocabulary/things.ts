/** Which colours a thing may be known by: what somebody wears, what may fill a picture, or what is to be seen whole in it. */
export type ThingKind = "worn" | "wide" | "compact";

/** Nouns of things that a picture may show in one strong colour, by which they can be found. None that is a colour as well. */
const NOUNS: Readonly<Record<ThingKind, string>> = {
  worn:
    "dress/jacket/coat/shirt/tshirt/blouse/sweater/jumper/hoodie/skirt/hat/cap/scarf/suit/sari/saree/kurta/vest/cardigan/" +
    "trousers/jeans/shorts/gown/uniform/outfit/clothes/robe/cape/helmet",
  wide: "wall/walls/door/doors/roof/gate/fence/barn/curtain/curtains/carpet/rug/wallpaper",
  compact:
    "flower/flowers/rose/roses/tulip/tulips/poppy/poppies/blossom/blossoms/petal/petals/car/scooter/bike/bicycle/motorbike/" +
    "motorcycle/truck/lorry/van/bus/tram/train/tractor/boat/canoe/kayak/ship/vehicle/umbrella/balloon/balloons/apple/apples/" +
    "strawberry/strawberries/tomato/tomatoes/pepper/peppers/sofa/couch/armchair/chair/bench/cushion/pillow/bag/handbag/backpack/" +
    "suitcase/mug/vase/bucket/tent/kite/flag/mailbox/postbox/teapot/bottle/toy",
};

const KINDS: ReadonlyMap<string, ThingKind> = new Map([
  ...NOUNS.worn.split("/").map((noun) => [noun, "worn"] as const),
  ...NOUNS.wide.split("/").map((noun) => [noun, "wide"] as const),
  ...NOUNS.compact.split("/").map((noun) => [noun, "compact"] as const),
]);

/** The nouns by which a thing may be called, each of one word, separated by `/`. */
export const THING_NOUNS: string = [...KINDS.keys()].join("/");

/** Which kind of thing a noun names; `null` for one that names none. */
export const kindOfThing = (noun: string): ThingKind | null => KINDS.get(noun) ?? null;

/** What may describe a thing without saying which colour it has. */
export const THING_DESCRIPTIONS =
  "front/back/garage/parked/vintage/classic/brick/wooden/metal/tin/tiled/painted/sports/summer/evening/wedding/garden/rubber/leather/winter";

/** More than one of a thing: all that has its colour. */
export const isManyThings = (noun: string): boolean => noun.endsWith("s") && noun !== "bus" && noun !== "canvas";

import type { Region } from "../plan";
import { THING_NOUNS } from "./things";

/** What kind of part a word names: that decides which parts may be named together, such as "the left of the sky". */
export type RegionKind = "spread" | "person" | "animal" | "skin" | "tone" | "edges" | "thing";

/** Nouns that end as "darker" does. */
export const NOUNS_IN_ER =
  "flower/water/paper/sweater/jumper/poster/river/corner/banner/computer/trailer/scooter/feather/letter/leather/tiger/spider/" +
  "container/trainer/blazer/butter/pepper/ladder/tower/roller/tractor/counter/planter/runner/burger/number/finger/player/" +
  "hammer/helicopter/lobster/sneaker/slipper/marker/drawer/cooler/heater/cover/layer/timber/copper/silver/barrier";

/** Nouns for parts of a picture, separated by `/`. A noun that may stand without article says so. */
export const REGION_NOUNS: ReadonlyArray<{
  kind: RegionKind;
  /** More than one: only where all of them are. */
  regions: readonly Region[];
  nouns: string;
  /** Whether the noun alone is enough, as in "darken sky". */
  bare: boolean;
}> = [
  { kind: "spread", regions: [{ name: "sky" }], bare: true, nouns: "sky/skies/heavens/clouds" },
  { kind: "spread", regions: [{ name: "ground" }], bare: true, nouns: "ground/land/terrain/foreground" },
  // Grass is what is green on the ground; a dry meadow is not found, and nothing is done.
  {
    kind: "spread",
    regions: [{ name: "ground" }, { name: "colour", colour: "green" }],
    bare: true,
    nouns: "grass/lawn/meadow",
  },
  {
    kind: "spread",
    regions: [{ name: "colour", colour: "green" }],
    bare: true,
    nouns: "leaves/foliage/trees/greenery/bushes/hedge/hedges/plants",
  },
  { kind: "spread", regions: [{ name: "water" }], bare: true, nouns: "water/sea/ocean/lake/river/pond" },
  { kind: "spread", regions: [{ name: "background" }], bare: true, nouns: "background/backdrop/backgrounds/bg" },
  {
    kind: "person",
    regions: [{ name: "subject" }],
    bare: false,
    nouns: "subject/main subject/main object/portrait subject/subjects",
  },
  {
    kind: "person",
    regions: [{ name: "person" }],
    bare: false,
    nouns:
      "main person/person/people/persons/man/men/woman/women/guy/guys/lady/ladies/girl/girls/" +
      "boy/boys/child/children/kid/kids/baby/toddler/couple/model/bride/groom/family/friend/friends/son/daughter/wife/" +
      "husband/mother/father/mom/mum/dad/sister/brother/grandma/grandpa/girlfriend/boyfriend/teenager/teenagers/crowd/" +
      "bystander/bystanders/stranger/strangers/passerby/passersby/passers by/tourist/tourists/pedestrian/pedestrians",
  },
  { kind: "person", regions: [{ name: "person" }], bare: true, nouns: "everyone/everybody/everyone here/all of us" },
  {
    kind: "animal",
    regions: [{ name: "subject" }],
    bare: false,
    nouns:
      "dog/dogs/puppy/doggo/cat/cats/kitten/kitty/horse/pony/bird/animal/animals/pet/pets/peacock/parrot/owl/cow/sheep/goat/rabbit/bunny/" +
      "butterfly/butterflies/insect/bee/dragonfly/fox/deer/squirrel/hamster/lion/tiger/elephant/monkey/horses/birds",
  },
  {
    kind: "skin",
    regions: [{ name: "skin" }],
    bare: true,
    nouns: "skin/skin tone/skin tones/skintone/skintones/skin colour/skin colours/complexion",
  },
  {
    kind: "skin",
    regions: [{ name: "face" }],
    bare: true,
    nouns:
      "face/faces/head/heads/forehead/foreheads/cheeks/everyone's face/everyone's faces/everybody's face/everybody's faces/people's faces/" +
      "face of everyone/faces of everyone/faces of everybody/identity/identities/everyone's identity/everybody's identity/" +
      "people's identities/identity of everyone/identities of everyone",
  },
  {
    kind: "skin",
    regions: [{ name: "eyes" }],
    bare: true,
    nouns: "eyes/eye area/eye region/eyes of everyone/everyone's eyes/everybody's eyes/people's eyes",
  },
  {
    kind: "tone",
    regions: [{ name: "shadows" }],
    bare: true,
    nouns:
      "shadows/shadow areas/shadow parts/shaded areas/dark areas/dark parts/darker areas/darker parts/darkest areas/" +
      "darkest parts/dark tones/dark spots/dark area/dark patches/dark bits/dark places/darker bits/shadowy areas/shadowy parts/darks",
  },
  {
    kind: "tone",
    regions: [{ name: "midtones" }],
    bare: true,
    nouns: "midtones/midtone/mid tones/mid tone/middle tones/medium tones",
  },
  {
    kind: "tone",
    regions: [{ name: "highlights" }],
    bare: true,
    nouns:
      "highlights/highlight areas/bright areas/bright parts/brighter areas/brighter parts/brightest areas/" +
      "brightest parts/light areas/light parts/light tones/bright spots/bright bits/bright patches/light patches/light bits/brighter bits/hot spots/hotspots/brights",
  },
  {
    kind: "edges",
    regions: [{ name: "edges" }],
    bare: false,
    nouns: "edges/outer edges/outer parts/outer areas/periphery/picture edges/edges picture",
  },
  ...THING_NOUNS.split("/").map((noun) => ({
    kind: "thing" as const,
    regions: [{ name: "thing" as const, noun }],
    bare: false,
    nouns: noun,
  })),
];

const NOUNS: ReadonlySet<string> = new Set(REGION_NOUNS.flatMap(({ nouns }) => nouns.split("/")));

/** True for a word that names a part of a picture by itself. */
export const isRegionNoun = (word: string): boolean => NOUNS.has(word);

/** People who are named by a pronoun; each stands for the people. */
export const PERSON_PRONOUNS: readonly string[] = ["me", "him", "her", "he", "she", "us", "myself"];

/** Before these, "me" is no part of the picture: "help me", "for me". */
export const NOT_BEFORE_PERSON: readonly string[] = [
  "for",
  "give",
  "show",
  "help",
  "let",
  "tell",
  "to",
  "with",
  "remind",
  "excuse",
];

/** Places by word. `alone` places need a word such as "side", or an article and nothing that they could describe. */
export const REGION_PLACES: ReadonlyArray<{ name: Region["name"]; words: string }> = [
  { name: "top-left", words: "top left/upper left/left top/left upper/top lefthand/upper lefthand" },
  { name: "top-right", words: "top right/upper right/right top/right upper/top righthand/upper righthand" },
  { name: "bottom-left", words: "bottom left/lower left/left bottom/left lower/bottom lefthand/lower lefthand" },
  { name: "bottom-right", words: "bottom right/lower right/right bottom/right lower/bottom righthand/lower righthand" },
  { name: "left", words: "left/left hand/lefthand" },
  { name: "right", words: "right/right hand/righthand" },
  { name: "top", words: "top/upper" },
  { name: "bottom", words: "bottom/lower" },
  { name: "centre", words: "centre/middle/central/very centre/very middle" },
];

/** Where among several people somebody is; before a noun ("the left face") or after it ("the man in the middle"). */
export const PEOPLE_AT: ReadonlyArray<{ at: NonNullable<Region["at"]>; words: string }> = [
  { at: "top-left", words: "top left/upper left" },
  { at: "top-right", words: "top right/upper right" },
  { at: "bottom-left", words: "bottom left/lower left" },
  { at: "bottom-right", words: "bottom right/lower right" },
  { at: "left", words: "left/leftmost/left most/far left/very left/left hand/outer left" },
  { at: "right", words: "right/rightmost/right most/far right/very right/right hand/outer right" },
  { at: "centre", words: "middle/centre/central/very middle/very centre" },
  { at: "top", words: "top/upper/topmost/uppermost" },
  { at: "bottom", words: "bottom/lower/lowest" },
  {
    at: "background",
    words: "background/back/distance/far back/behind me/behind us/behind him/behind her/behind them",
  },
  { at: "foreground", words: "foreground/front" },
];

/** Between somebody and where that is: "the woman who is standing on the left". */
export const BEING = "who is/that is/who are/that are/standing/sitting/seated/walking/who is standing/who is sitting";

/** Who is not one alone. */
export const SEVERAL_PEOPLE: ReadonlySet<string> = new Set(
  "faces heads people persons men women children everyone everybody couple family crowd us ones eyes passersby passers".split(
    " ",
  ),
);

/** Before "third": which one. */
export const THIRDS_BY_WORD: Readonly<Record<string, Region["name"]>> = {
  left: "left-third",
  "left hand": "left-third",
  lefthand: "left-third",
  right: "right-third",
  "right hand": "right-third",
  righthand: "right-third",
  top: "top-third",
  upper: "top-third",
  bottom: "bottom-third",
  lower: "bottom-third",
  middle: "middle-third",
  central: "middle-third",
  centre: "middle-third",
};

/** After a place, what makes it a part of the picture. */
export const PLACE_NOUNS =
  "side/half/part/area/corner/quarter/portion/section/region/corner area/hand side/hand corner";

/** After a colour, what makes it all that has this colour. */
export const COLOUR_NOUNS =
  "parts/part/areas/area/bits/tones/colours/regions/things/objects/stuff/elements/spots/pixels/ones/hues";

/** Articles and the like before a part. */
export const DETERMINERS =
  "the/this/that/these/those/my/our/your/his/her/their/its/all of the/all the/all/the whole/the entire/the overall/both/both of the/both the/the two/the three/the four/these two/those two/any of the/any/every/each";

/** What may describe a part that is named, without changing which one it is. */
export const DESCRIPTIONS =
  "whole/entire/main/cloudy/grey/dull/bright/dark/blue/white/boring/empty/pale/clear/night/evening/busy/messy/distracting/" +
  "cluttered/old/young/little/small/big/tall/beautiful/pretty/lovely/poor/plain/deep/hazy/stormy/overcast/distant/far/close/wet/dry/" +
  "underexposed/overexposed/harsh/deepest/very";

/** Before a part, where the change is to happen. */
export const REGION_PREPOSITIONS =
  "in/on/of/at/within/inside/across/throughout/over/for/to/from/towards/with/into/only in/only on/only to/just in/just on";

/** Before or after a part, that nothing else may change. */
export const ONLY = "only/just/solely/exclusively/nothing but/but only/but just/and only/strictly";

/** Before a part, that it may not change. */
export const EXCEPT =
  "except for/except in/except on/except at/except/excepting/apart from/aside from/but not in/but not on/but not for/but not to/" +
  "but not/not in/not on/not/other than/excluding/besides/everything but/everywhere but/all but/anything but/with the exception of/" +
  "save for/outside of/outside/leaving out/but keep out/minus/away from";

/** Before people and animals: what lies there is everything but them. */
export const BEHIND = "behind/around/in back of/all around";

/** What stands for all that was not spoken of before. */
export const REST = "rest/others/remainder/everything else/all else/anything else/rest of it/rest of everything";

/** A part may be only a colour when one of these follows, so that no noun is left behind: "the red is too strong". */
export const AFTER_A_PART =
  "is/are/was/looks/look/seems/should/could/needs/need/to/more/less/much/a/slightly/very/way/so/too/in/on/of/at/by/even/also/pop/stand/please/a/as/has/lacks/appears/black/white/blurry/blurred/sepia/again/but";

/** After a colour: no things, or things so small or so unlike their colour that its largest area would not be them. */
export const NOT_THINGS: ReadonlySet<string> = new Set(
  (
    "eye eyes eyed hair lips lip nails teeth hour hours ratio age screen point dots dot line lines spot stain tint tints cast " +
    "casts tone tones hue hues channel channels filter filters look looks glow light lights lighting border frame gradient " +
    "overlay wash shade vignette colour colours mood style effect text caption background vivid pop intense strong " +
    "saturated bright dark vibrant pale dull warm cool into with from blue red green yellow"
  ).split(" "),
);

/** Of people and animals these are no colours: "make him look cold". */
export const NOT_OF_PERSONS: ReadonlySet<string> = new Set(["cold", "cool", "warm", "hot", "cooler", "colder"]);

/** Of things these may be more than colours: a warmer shirt, a cooler car. */
export const NOT_OF_THINGS: ReadonlySet<string> = new Set([...NOT_OF_PERSONS, "warmer", "hotter"]);

/** Of skin these are no strength of colour: paler skin is lighter. */
export const NOT_OF_SKIN: ReadonlySet<string> = new Set(["pale", "paler"]);

/** Words that a part of the picture must not be read out of: they mean something else. */
export const NOT_REGIONS: readonly string[] = [
  "sharpen the edges",
  "sharpen edges",
  "smooth the edges",
  "sharper edges",
  "edges sharper",
  "clear the sky",
  "clear sky",
  "water drops",
  "water colour",
  "face mask",
  "softer on the eyes",
  "easier on the eyes",
  "gentler on the eyes",
  "easy on the eyes",
  // Light about an outline is not light in all that lies behind it.
  "glow around",
  "halo around",
];

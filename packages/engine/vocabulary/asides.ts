import { PURPOSES } from "./elaborations";

// Words beside an instruction that ask for nothing by themselves. They are read past only where all the others are
// understood without them.

/** Fillers: what they are said of is the same without them. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    "vibes vibe aesthetic aesthetics lovely gorgeous awesome stunning amazing literally basically honestly kinda sorta lol haha " +
    "omg btw tbh fr ngl idk imo asap quick quickly yo dude bro guys ya yeah tho already though awful horrible ugly nasty weird " +
    "terrible annoying stupid damn"
  ).split(" "),
);

/** What a style is called besides its name, and how it is praised. */
export const OF_STYLES: ReadonlySet<string> = new Set(
  (
    "style styled styling mood feeling touch beautiful classic real authentic typical proper good nice cool fancy elegant trendy " +
    "filter look tones colours picture type kind sort finish glamour glamor wedding summer editorial magazine studio city"
  ).split(" "),
);

/** After one of these comes what it should be like, which a known style before them has said already. */
export const LIKENESSES: readonly string[] = [
  "in the style of",
  "in style of",
  "inspired by",
  "reminiscent of",
  "straight out of",
  "as seen in",
  "similar to",
  "as if",
  "just like",
  "like",
  "à la",
  "a la",
  "ala",
];

/** Who says what a picture is for says so in these words alone. */
export const PURPOSE_WORDS: ReadonlySet<string> = new Set([
  ...PURPOSES.split("/"),
  ...(
    "i we he she they you it this that my our his her their the a an to for on in of and as at is are be will would " +
    "want wants need needs going gonna wanna plan planning have has got can could so because since cause cuz it's someone " +
    "mom mum mother dad father wife husband boss client customer friend friends family grandma grandpa sister brother son " +
    "daughter girlfriend boyfriend team company page post posts story stories feed use using used print prints printed upload " +
    "uploading uploaded share sharing shared send sending sent sell selling sold frame framed hang hanging gift present wall " +
    "online store new next big day soon tomorrow today tonight week"
  ).split(" "),
]);

/** One of these must be among them. */
export const PURPOSE_CORE: ReadonlySet<string> = new Set([
  ...PURPOSES.split("/"),
  ..."post print printed upload share send sell frame gift present story stories feed".split(" "),
]);

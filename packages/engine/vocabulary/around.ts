// What stands around a wish in one clause, without a comma, and asks for nothing.

/** Words with which a clause may begin or end, alone or one after the other. */
export const FRILLS: ReadonlySet<string> = new Set(
  (
    "hey hi hiya hello heya yo oi so ok okay alright um uhm uh er hmm ah oh ooh wow yeah yep yes " +
    "yup nah now then and but also plus please pls plz plss kindly just maybe perhaps possibly simply really " +
    "honestly actually basically literally obviously seriously anyway anyways btw tbh imo imho fyi asap " +
    "quickly quick ta cheers thanks thx ty tia lol haha hahaha hehe xx xo xoxo omg ugh argh again tho though " +
    "today already ever kinda sorta somehow ideally preferably definitely probably finally lastly next " +
    "afterwards dang gosh yikes oops meh whoa grr sorry hopefully"
  ).split(" "),
);

/** Words with which a clause may only end, behind no article. */
export const CALLS: ReadonlySet<string> = new Set(
  "dude bro mate buddy pal guys folks hun hon honey dear darling sir madam maam fam bestie boss too here x".split(" "),
);

/** Words with which a clause may only begin. */
export const OPENERS: ReadonlySet<string> = new Set(
  "dude bro mate buddy pal guys folks hun hon honey dear darling sir madam maam boss first firstly secondly well".split(
    " ",
  ),
);

/** They begin a clause only before a comma or an order: "right brighter" is a side. */
export const OPENERS_OF_ORDERS: ReadonlySet<string> = new Set(["right", "second", "third"]);

/** Phrases that may stand anywhere in a clause and ask for nothing. */
export const FRILLY_PHRASES: readonly string[] = [
  "i swear",
  "i promise",
  "i guess",
  "i think",
  "i suppose",
  "i reckon",
  "i feel",
  "i feel like",
  "i mean",
  "i dunno",
  "you know",
  "to be honest",
  "to be fair",
  "if that makes sense",
  "if you know what i mean",
  "as you can see",
  "as well",
  "if you would",
  "if you do not mind",
  "if it is not too much trouble",
  "if you get a chance",
  "when you get a chance",
  "in my opinion",
  "to my eye",
  "to me",
  "for once",
  "for now",
  "like i said",
  "or something",
  "or something like that",
  "or so",
  "or whatever",
  "and so on",
  "and stuff",
  "that kind of thing",
  "kind of thing",
  "something like",
  "more or less",
  "at least",
  "at most",
  "at all",
  "in general",
  "on this one",
  "with this one",
  "in this one",
  "in this picture",
  "in the picture",
  "in my picture",
  "of this picture",
  "of the picture",
  "on this picture",
  "do you reckon you could",
  "do you think you could",
  "think you can",
  "you think",
  "while you are at it",
  "thanks in advance",
  "much appreciated",
  "no rush",
  "not sure how",
  "if at all possible",
  "the way it should be",
  "good morning",
  "good evening",
  "hi there",
  "hey there",
  "hello there",
  "quick one",
  "quick question",
  "one more thing",
  "a favour",
];

/** Before what is done, why it is to be done or what for; all that follows tells no more. */
export const REASONING: ReadonlySet<string> = new Set(
  "so sothat because cause cuz cos since as when while whereas for to like from due although though".split(" "),
);

/** Behind these only one of some words makes a reason of it: "as if", "to see", "for my mum". */
export const REASONING_BEFORE: ReadonlyMap<string, RegExp> = new Map([
  ["as", /^(?:if|though|i|we|it|they|you|she|he)$/u],
  [
    "to",
    /^(?:make|see|show|get|give|help|let|bring|match|look|draw|focus|be|have|use|post|print|put|go|suit|fit|feel|save|read|keep|create|emphasi[sz]e|highlight|send|share|sell|upload|impress|catch|enhance|convey|set|add)$/u,
  ],
  ["for", /^(?!the$|this$|that$|these$|those$|my$|our$|his$|her$|their$|its$|it$)\p{L}+$/u],
  [
    "from",
    /^(?!the$|this$|that$|these$|those$|my$|our$|his$|her$|their$|its$|left$|right$|top$|above$|below$|behind$)\p{L}+$/u,
  ],
  ["like", /^(?!the$|this$|that$|these$|those$|it$)\p{L}+$/u],
]);

/** What a picture may be for, as an alternative of a pattern. */
export const USES =
  "(?:page|site|website|blog|profile|shop|listing|ad|advert|album|scrapbook|wall|mum|mom|mother|dad|father|gran|grandma|grandpa|nan|sister|brother|wife|husband|girlfriend|boyfriend|friend|friends|client|boss|customer|card|invitation|invite|poster|flyer|cover|portfolio|cv|resume|application|passport|newsletter|presentation|slides|slide|book|magazine|brochure|menu|header|banner|story|feed|post|party|wedding|birthday|anniversary|christmas|team page|gallery|frame|forum|tv|telly|fridge|phone|laptop|screen|desktop|office|hallway|club|group|chat|newspaper|calendar|mug|t shirt|tshirt|puzzle|canvas|competition|contest|exhibition|yearbook|funeral|memorial|leaflet|form|visa|modelling card|sedcard|programme|noticeboard|church|school|class|teacher|agency|agent|estate agent|landlord|insurance|dating profile|thumbnail|video|channel|podcast|playlist|album cover|book cover|logo|merch|sticker|stickers)";

/** Who says one of these does not speak of a picture, or of what no picture shows. */
export const OTHERWISE: ReadonlySet<string> = new Set(
  "audio video sound music song recording style knife knives blade pencil sword axe skills mind senses".split(" "),
);

/** Operations that bring out what is there: to all of the picture where nobody can find what they are meant for. */
export const OVERALL: ReadonlySet<string> = new Set(
  "shadows highlights clarity texture sharpen denoise dehaze red-eye".split(" "),
);

/** Before something in the picture: where. */
export const PLACING: ReadonlySet<string> = new Set(
  "in on at of from around near behind against by across over beside between under along inside through above below beneath next within".split(
    " ",
  ),
);

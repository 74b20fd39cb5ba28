import type { Rewording } from "./rewording";

const MEASURE = "(brightness|contrast|saturation|exposure|sharpness|vibrance|clarity|warmth|highlights|shadows)";

/** What is called a look: at the end of a few words that say which. */
const LOOK = "(?:look|looks|tones?|colours?|mood|style|effect|version)";

const GREY = "(?:black and white|bw|monochrome|greyscale|black white)";

/** What may be of a colour because of the light, and is found by no noun. */
const PALE = "(?:snow|whites?|ice|clouds?|paper|sheets?|ceiling|walls?|tiles?|plates?|tablecloth|light|picture)";

const WHERE = "(?:top left|top right|bottom left|bottom right|top|bottom|centre|middle|left|right)";

const NOTE = "(?:caption|text|title|words|heading|headline|line|message|lettering|writing)";

/** Whole wishes as they are typed, in few words. */
export const EVERYDAY_REWORDINGS: readonly Rewording[] = [
  ["\\beven (?=(?:more|less|[^\\s]+er)(?: |$))", ""],
  [
    "^(?:turn|bring|put|crank|push|pull) (?:the |up the )?(?:MEASURE) up(?: by)? (§\\d+)$".replace(
      "(?:MEASURE)",
      MEASURE,
    ),
    "increase the $1 by $2",
  ],
  [
    "^(?:turn|bring|put|pull) (?:the )?(?:MEASURE) down(?: by)? (§\\d+)$".replace("(?:MEASURE)", MEASURE),
    "reduce the $1 by $2",
  ],
  [`^${MEASURE} (?:up|higher)(?: by)? (§\\d+)$`, "increase the $1 by $2"],
  [`^${MEASURE} (?:down|lower)(?: by)? (§\\d+)$`, "reduce the $1 by $2"],

  // Words on the picture, with where they are to stand before what they say.
  [
    `^(?:add|put|place|write|include|insert|make|i want|give it)(?: a| an| some| the)?(?: nice| small| big| large| short| white| black)? ${NOTE} (?:at|on|in|across|along)? ?(?:the )?(?:very )?(${WHERE})(?: of (?:it|the picture))?(?: corner)?(?: that)?(?: says| saying| reads| reading| with the words| with the text| with|:)* (§\\d+)$`,
    "write $2 at the $1",
  ],

  [
    `^(?:text|caption|title|words) (§\\d+)(?: ,)? (?:at |in |on )?(?:the )?(${WHERE})(?: corner)?(?: ,)?((?: (?:small|large|big|bold|white|black|red|yellow|blue|green|orange|pink))*)(?: letters| font| text)?$`,
    "write $1 at the $2 in$3 letters",
  ],

  // One colour among black and white.
  [
    `^(?:make|turn|convert|change|do|go)?(?: it| this| everything| all| the picture)?(?: into| to| in)? ?(?:a )?${GREY}(?: ,)? (?:but|and|with|except|only|just)+(?: only| just)? (?:keep|leave|keeping|leaving|let) (?:only |just )?{x}(?: in colour| coloured| colourful| as (?:it|they) (?:is|are)| alone| in)?$`,
    "make it black and white except $1",
  ],
  [
    "^(?:colour|in colour)(?: only| just)* (?:on|in|for|of) {x} (?:,|and|but|with)+ (?:the )?(?:rest|everything else|all else|others?)(?: is| in| to)* (?:black and white|bw|grey|monochrome)$",
    "make it black and white except $1",
  ],
  [
    "^(?:make |turn )?(?:the )?background (?:is |in |to )?(?:black and white|bw|grey|monochrome) (?:,|and|but|with)+ (?:the |keep the |leave the )?(?:person|people|subject|man|woman|girl|boy|child|dog|cat|him|her|me|them) (?:is |in |stays in |in full )?colour$",
    "make the background black and white",
  ],
  [
    `^${GREY}(?: with| ,| and)* (?:high|strong|hard|more|lots of|deep|harsh|heavy) contrast$`,
    "make it black and white ; more contrast",
  ],

  // Colours of what is named by its colour alone.
  [
    "^(?:make (?:the )?)?(?:deeper|richer|stronger|bolder|more intense|more vivid|warmer|brighter|punchier) ({colour})s?$",
    "make the $1 parts more vivid",
  ],
  [
    "^make (?:the |all the )?({colour})s (?:deeper|richer|stronger|bolder|more intense|punchier|pop|pop more|stand out)(?: more)?$",
    "make the $1 parts more vivid",
  ],
  [
    `^{rid} (?:{the} |any )?{bad}*({colour})(?: ish)? {bad}*{cast} (?:in|on|from|of|off|over) (?:the |my |her |his )?${PALE}$`,
    "remove the $1 cast",
  ],
  [`^(?:fix|correct|neutrali[sz]e|sort out) (?:{the} )?({colour})(?: ish)? ${PALE}$`, "remove the $1 cast"],
  ["\\bthe sunset (?=(?:is|looks?|should|needs|could|more|less|a bit|pop|[^\\s]+er)(?: |$))", "the sky "],

  // Looks in more words than one.
  [
    "\\b(?:warm |sunny )?(?:summer|summery|beach|tropical|mediterranean|holiday|vacation)(?: (?:summer|sunny|warm|beach))* (?=(?:look|mood|style|tones?)$)",
    "warm ",
  ],
  [
    "\\b(?:cold |cool )?(?:winter|wintry|wintery|nordic|icy|arctic|scandinavian)(?: (?:winter|cold|cool))* (?=(?:look|mood|style|tones?)$)",
    "cold ",
  ],
  [
    `^(?:make it |give it )?(?:a |an )?(?:(?:soft|romantic|gentle|light|dreamy|delicate|nice|sweet|subtle|elegant|faded|old|moody|warm|classic|cute)(?: ,| and)? )+(pastel|vintage|retro|matte|film|sepia|polaroid|cinematic|lomo)(?: ${LOOK})*$`,
    "make it look $1",
  ],
  [
    `^(?:make it |give it )?(?:a |an |some )?(?:softer|gentler|more|warmer|nicer|lighter) (dreamy|romantic|ethereal|fairytale|soft)(?: ${LOOK}| glow| light| feel)*$`,
    "make it dreamy",
  ],
  [
    `^(?:professional|pro|studio|commercial|high end)(?: (?:product|food|real estate|interior|headshot|business|portrait|looking|quality))*(?: picture| ${LOOK}| edit| retouch(?:ing)?)?$`,
    "make it look professional",
  ],
  ["^(?:add |give it |give |some |more |a bit of |shallow )*(?:shallow )?depth of field$", "blur the background"],
  ["^tilt ?shift(?: miniature| toy| model)*(?: effect| look)?$", "add a tilt shift effect"],
  ["^(?:miniature|toy town|model village)(?: effect| look)?$", "add a tilt shift effect"],
  [
    "^(?:enhance|improve|better|increase|upscale)?(?: the| to| in)*(?: quality| resolution)? ?(?:to |in )?(?:4k|uhd|ultra hd)(?: quality| resolution)?$",
    "enlarge it 2x",
  ],

  ["^(?:crisp|sharp|clear)(?:en)? (?:it|this|the picture) up(?: a bit| a little)?$", "sharpen it"],
  ["^(?:softly|gently|slightly) (blur|darken|brighten|lighten) {x}$", "$1 $2 a bit"],
  ["^(?:cooler|colder) (?:white balance|wb|temperature|colour temperature|tones?)$", "make it cooler"],
  ["^warmer (?:white balance|wb|temperature|colour temperature|tones?)$", "make it warmer"],
  [
    "^(?:an? )?(?:old fashioned|old time|old timey|old school|antique|aged)(?: looking)? (sepia|vintage|black and white|bw|retro|polaroid)(?: (?:picture|print|like .*))?$",
    "make it $1",
  ],

  [
    "^(?:add )?(?:a |some )?(?:soft |subtle |nice |light )*(?:drop ?)?shadow(?: (?:behind|around|under|below) (?:it|the picture))?$",
    "add a drop shadow",
  ],
  ["^clearer (water|sea|lake|sky)$", "more clarity in the $1"],

  // Shapes.
  [
    "^(?:portrait|vertical|upright|landscape|horizontal) crop (?:around|of|on|with) ((?:the |my |his |her |our )?\\S+?)(?: ,)? (§\\d+)$",
    "crop to $2 around $1",
  ],
  [
    "^(?:a |make a |make it a )?(square )?crop(?: it| this)?(?: to)?(?: a)?( square)? ?,? ?(?:centred|focused|focusing|centring|centering|with|keeping) (?:it )?(?:on|around|at|upon)? ?{x}(?: in the (?:middle|centre))?$",
    "crop $1$2 around $3",
  ],
  [
    "^(?:crop|zoom|go|get|move|cut|punch)(?: it)?(?: in)?(?: a bit| more| closer| close| tight| tighter)* (?:to|on|onto|in on|around|into) (?:just |only )?(?:the |my |her |his )?{colour} (\\S+)$",
    "crop around the $1",
  ],
  [
    "^(?:crop|zoom)(?: it)?(?: in)? (?:to|on) (?:just |only )?(?:the |my |his |her )?(?:head|heads|face) (?:and|&) (?:the )?shoulders?$",
    "zoom in on the face",
  ],
  [
    "^(?:a |make it a |crop to a |crop for a )?(?:linkedin |business |work |profile |professional |cv |corporate )*head ?shot(?: crop)?$",
    "zoom in on the face",
  ],
  [
    "^(?:make it |crop it |crop )?(?:a )?(?:round|circular|circle)(?: (?:profile )?(?:picture|avatar|icon|crop|shape|version))*$",
    "crop it to a circle",
  ],
  [
    "^(?:make it |make |turn it into a )?square with (?:a )?(white|black|blurred|blurry|grey)(?: (?:space|background|bars?|borders?|sides?|edges?|padding|margins?|frame|filling|fill))*$",
    "extend it to a square with $1",
  ],
  [
    "^(?:add |put )?black bars?(?: at| on| to)?(?: the)? top (?:and|&) bottom(?: cinematic| like in (?:the )?movies?| look)*$",
    "add cinematic black bars",
  ],
  [
    "^(§\\d+)(?: print| crop| format)?(?: ,)? (?:and )?(?:keep|with|keeping|include)(?: all)?(?: the| of the)? (?:one |two |three |four |five |§\\d+ )?(?:heads|faces|people|of them|persons|everyone|everybody|all of them)(?: in| visible| whole)?$",
    "crop to $1 and keep everyone in",
  ],

  ["^(§\\d+)(?: wide| across| big| max| size| px| square)?$", "resize longest $1"],
  [
    "^crop(?: it)?(?: to)?(?: a)? (§\\d+)(?: (?:wallpaper|banner|cover|header|screen|print|post|poster|format|size|desktop|widescreen))+$",
    "crop to $1",
  ],

  // Detail where it is blown out.
  ["^(?:bring|get|pull)(?: some| the| any| back)* (?:detail|details)(?: back)?$", "recover the highlights"],
  [
    "^(?:recover|fix|tame|save|rescue|darken|tone down|restore)(?: {the})? (?:blown out|blown|overexposed|burnt out|burned out|bright|too bright|white) (?:window|windows|sky|background|areas?|parts?|clouds?|lamp|lamps|lights?)$",
    "recover the highlights",
  ],
];

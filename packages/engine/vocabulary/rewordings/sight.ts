import type { Rewording } from "./rewording";

const CASTS =
  "(?:everyone|everybody|everything|all|the whole thing|the whole picture|the whole room|the room|snow|the snow|the lighting|lighting|the light|light|the whites|whites|white|the white|the people|people|we|they|he|she|all of us|us|the colours|colours|the paper|paper|the page|the walls?|walls?|the whole scene|the scene|the kitchen|my kitchen|the bathroom|the tiles|the plate|the tablecloth|the ceiling|the indoor light|things|the shot)";

/** Colours, sharpness and looks. */
export const SIGHT_REWORDINGS: readonly Rewording[] = [
  [
    "^(?:bring|get|have) (?:the |some |all the |its )?colours? back(?: again| to life)?$",
    "make the colours more vivid",
  ],
  [
    "^(?:it |its |it is |it has |the picture |they )?(?:has |have |is )?(?:gone|turned|faded to) {very}*({colour})(?: ish)?(?: with age| over time| over the years)?$",
    "remove the $1 cast",
  ],
  [
    "^(?:so |sothat )?(?:everyone|everybody|the page|page|the paper|paper|the document|document) (?:{be} )?(?:all )?(?:{very}|too )*({colour})(?: ish)?$",
    "remove the $1 cast",
  ],
  [
    "^(?:make )?(?:the )?colours (?:look )?less (?!dull|flat|washed|faded|pale|muted|drab|boring|grey|muddy|dead|lifeless|weak|bland|dark)\\S+(?: like)?$",
    "make the colours less vivid",
  ],
  ["^(.*\\bwhite) , (?:and )?not (?:so |too )?(?:{colour}|grey)$", "$1"],
  // Casts.
  [
    `^${CASTS} (?:all )?(?!be |looking ){be} (?:{very}|too |more |{bad})*({colour})(?: ish)?(?: tinted| toned| tinged)?(?: from .*| because of .*| in here| indoors| inside| to me| now)?$`,
    "remove the $1 cast",
  ],
  [
    `^${CASTS} (?:all )?(?!be |looking ){be} not (?:{very}|that |meant to be |supposed to be )*({colour})(?: in real life| in reality| irl| i swear| really)?$`,
    "remove the $1 cast",
  ],
  [
    "^{rid} (?:{the} |any |some of {the} |of {the} )?{bad}*({colour})(?: ish)? {bad}*{cast}?(?: (?:in|on|from|of|over|across) (?:it|the picture|everything|here|there|the light|the lighting))?$",
    "remove the $1 cast",
  ],
  [
    "^{rid} (?:{the} |any )?{bad}*({colour})(?: ish)? {bad}*{cast}? (?:in|on|from|of|over|across|off) (.+)$",
    "remove the $1 cast from $2",
  ],
  [
    "^(?:it |the picture |{x} )?(?:has|have|has got|got|there is|there are|i see|i notice|shows?|is giving|gives off|leans|is leaning|skews|is skewed|has gone|shifted|pulls|is pulling|tends|casts)(?: a| an| this| such a| some| that| the| to| towards| toward| into)* {bad}*({colour})(?: ish)? {bad}*{cast}(?: (?:to|on|over|across|in|about) (?:it|the picture|everything))?(?: going on| everywhere| all over)?$",
    "remove the $2 cast",
  ],
  ["^(?:too|so|way too|a bit too|very|really|bit|a bit|kind of) ({colour})(?: ish)?$", "remove the $1 cast"],
  ["^(?:less|not so|not as|fewer) ({colour}) {cast}$", "remove the $1 cast"],
  ["^{want} proper (?:white|whites)$", "make the whites white"],
  [
    "^(?:make|get|turn|keep) (?:the |my )?(?:whites?|snow|paper|walls?|dress|shirt|tablecloth|background|bedsheets|plates?|tiles|page)(?: parts?)? (?:look |appear |come out |be |a )?(?:actually |really |properly |truly |proper |pure |clean |true |actual )*(?:white|whiter|neutral)(?: again)?$",
    "make the whites white",
  ],
  [
    "^(?:skin tones?|skin|skin colours?|complexion|faces?) (?:{be} )?(?:{very}|too )*(?:unnatural|off|weird|odd|sickly|wrong|strange|funny|ill|unhealthy|not right|not natural)$",
    "fix the white balance",
  ],
  [
    "^(?:make|get|give (?:us|me|it)|keep|have|want) (?:the |my |her |his |our |more |nice |some )*(?:skin tones?|skin|skin colours?|complexions?|colours?|tones) (?:look |be |more |less |a bit |appear )*(?:natural|realistic|true to life|accurate|correct|normal|neutral|right|lifelike|real|believable|natural looking)$",
    "fix the white balance",
  ],
  [
    "^(?:more |give (?:us|me|it) |want )?(?:natural|realistic|accurate|correct|normal|neutral|true to life|lifelike|true) (?:looking )?(?:skin tones?|skin|skin colours?|colours?|white balance|light|lighting|tones)$",
    "fix the white balance",
  ],
  ["^(?:neutrali[sz]e|balance)(?: it| out)*(?: slightly| a bit)?$", "fix the white balance"],
  [
    "^(?:neutrali[sz]e|balance|fix|correct|sort|sort out|adjust|normali[sz]e)(?: the| my| out)* (?:colours?|colour temperature|temperature|tint|white balance|wb|tones)(?: slightly| a bit)?$",
    "fix the white balance",
  ],

  // A colour of something, more or less of it.
  [
    "^(?:{less}|reduce|lower|soften|decrease|desaturate|mute|weaken) (?:{the} )?({colour})s?(?: parts?| bits?| areas?| tones?)?$",
    "make the $1 parts less vivid",
  ],
  [
    "^(?:boost|bump up|bump|intensify|strengthen|deepen|enhance|bring out|play up|emphasi[sz]e|increase|amp up|crank up|punch up|pump up|saturate|enrich|lift|raise|make more of|accentuate) (?:{the} )?({colour})s?(?: parts?| bits?| areas?| tones?)?$",
    "make the $1 parts more vivid",
  ],
  [
    "^(?:a |an )?(?:more|much more|a bit more|richer|deeper|stronger|more intense|more vivid|bolder) (?:{colour}) (sky|water|sea|grass|leaves|trees|lake|ocean)$",
    "make the $1 more vivid",
  ],
  [
    "^(?:bring out|emphasi[sz]e|highlight|accentuate|show off|play up|enhance|boost|intensify|enrich|deepen|saturate|punch up|pump up|amp up|lift|celebrate|revive|bring back|recover|restore|rescue|refresh|liven up|brighten up|perk up|wake up|juice up) (?:{the} )?(?:\\S+ )?(?:colours?|hues|tones)(?: (?:of|in) (?:the |this |that )?(?:sunset|picture|scene|evening|autumn|fall|place|market|flowers?|food|room|landscape|shot|original|whole thing|\\S+ light))?(?: back)?$",
    "make the colours more vivid",
  ],
  [
    "^(?:make|turn|get) {the} ({colour}) {x} (?:stand out|pop|pop out|shine|jump out|the star|stick out)(?: more)?(?: out)?$",
    "make the $1 parts more vivid",
  ],
  [
    "^(?:make |have |let |get )?(?:the |all the )?colours? (?:to )?(?:really |just )*(?:pop|pop out|sing|shine|stand out|jump|jump out|punchier|punchy|livelier|richer|deeper|stronger|bolder|brighter|fresher|glow|louder|juicier|more intense|more alive|come alive|come to life)(?: more| a bit| a bit more)?$",
    "make the colours more vivid",
  ],
  [
    "^(?:punchy|punchier|bold|bolder|rich|richer|lively|livelier|fresh|fresher|juicy|juicier|strong|stronger|deep|deeper|intense|bright|brighter|vivid|happy|cheerful|lush|louder|popping|more intense|more lively) colours?$",
    "make the colours more vivid",
  ],
  [
    "^(?:make |have |get )?(?:the )?colours? (?:softer|quieter|calmer|gentler|duller|subtler|paler|more subtle|more subdued|less loud|less intense|less strong|less crazy|less punchy|less bright|less vivid|less in your face)$",
    "make the colours less vivid",
  ],
  [
    "^(?:soft|softer|quiet|quieter|calm|calmer|gentle|gentler|subtle|subtler|subdued|understated|dusty) colours?$",
    "make the colours less vivid",
  ],
  [
    "^(?:make )?{x} (a bit |a little |slightly |much )?(?:quieter|less loud|less screaming|less shouty|less neon|less lime|less in your face|less garish|softer in colour|less gaudy|less intense|less dominant|less eye catching|more subtle|more subdued)$",
    "make $1 $2less vivid",
  ],
  [
    "^(?:a bit |a little |slightly |much )?(?:quieter|less loud|less garish|less neon|less gaudy|less intense colours)$",
    "less vivid",
  ],
  [
    "^(?:bring|breathe|put|inject|pump|get) (?:some |a bit of |more |new |fresh |it |them |the colours |this |the picture |everything )*(?:back )?(?:in ?to |to )?(?:life|alive)(?: back)?(?: into (?:it|this|the picture|the colours))?(?: again)?$",
    "make the colours more vivid",
  ],
  [
    "^(?:make|bring) (?:it|this|the picture|everything) (?:come )?(?:alive|to life|livelier|more alive|more lively|less boring|less bland|less dull|less lifeless|exciting|more exciting|more interesting|interesting|fun|less sad|less drab|less dreary|less tired)$",
    "add punch",
  ],

  // Sharpness and looks.
  [
    "^(.*?)\\b(?:convert|turn|make|change)?(?: it| this)?(?: into| to)? ?(?:a )?(?:high|strong|hard|higher|bold|deep) contrast (black and white|bw|monochrome|greyscale|mono)(?: look| version| picture)?$",
    "make it black and white ; more contrast",
  ],
  [
    "^(?:soft|gentle|low contrast|muted) (black and white|bw|monochrome|greyscale|mono)(?: look| version| picture)?$",
    "make it black and white ; less contrast",
  ],
  [
    "^(?:make|get|have|so) (?:{the} )?(?:text|writing|words|letters|lettering|label|labels|sign|signs|screen|board|whiteboard|notes?|numbers|small print|handwriting|print)(?: on .*)? (?:look |be |more |a bit more |a bit |much )*(?:readable|legible|crisper|clearer|sharper|crisp|sharp|clear|easier to read|easy to read|visible)$",
    "sharpen it",
  ],
  [
    "^(?:bring out|emphasi[sz]e|highlight|accentuate|show off|play up|enhance|reveal|show|define|bring up|boost|pull out|make more of|draw out|get more of) (?:{the} )?(?:\\S+ )?(?:details?|textures?|structure|patterns?|lines|grain|relief|surface|definition)(?: (?:in|of|on) (.+))?$",
    "more detail in $1",
  ],
  [
    "^(?:give|get|add)? ?(?:{x} )?(?:more|some|extra|a bit more|better) (?:definition|detail and clarity|detail|structure|crispness|bite)(?: (?:in|to|on|for) (.+))?$",
    "more detail in $2",
  ],
  [
    "^(?:make|let|have|help|get) {x} (?:stand out|pop|pop out|shine|stick out|jump out|more prominent|more visible|more noticeable|the star|the focus|the centre of attention|stand out from .*|the main focus)(?: more| a bit| a bit more)?$",
    "make $1 pop",
  ],
  ["^(?:bring out|emphasi[sz]e|highlight|accentuate|draw attention to|show off) {x}$", "make $1 pop"],
  [
    "^(?:make )?(?:it )?(?:crystal clear|super sharp|tack sharp|razor sharp|nice and sharp|pin sharp|clear and sharp|sharp and clear|sharp as a tack)$",
    "make it much sharper",
  ],
  [
    "^(?:take|calm|clean|smooth) (?:out |down |up |away )?(?:{the} )?{bad}*(?:noise|grain|grains|speckles|graininess|fuzz|pixels|noisiness)(?: (?:in|from|on) (.+))?$",
    "remove the noise in $1",
  ],
  [
    "^(?:go|going|aim|aiming|looking|after|think|thinking|i am going|i am aiming|i am after|i am thinking)(?: for| of)? (?:a |an |that |some |something )?",
    "give it a ",
  ],
  [
    "^(?:make|give|turn|have)(?: it| this| the picture)?(?: look| feel)? (?:as if|as though|like) (?:it|this|that|it all|the picture) (?:was|were|is|had been|has been|came|comes|got)(?: taken| shot| made| photographed| snapped)?(?: in| at| on| by| during| from| with| around| before| after)*(?: the| a| an)? ",
    "make it look like ",
  ],
  [
    "^(?:as if|as though|like) (?:it|this|that|the picture) (?:was|were|is|had been|came|got)(?: taken| shot| made| photographed| snapped)?(?: in| at| on| by| during| from| with| around)*(?: the| a| an)? ",
    "make it look like ",
  ],
  [
    "^(?:turn|change|switch|move|shift|bring)(?: the)?(?: day| daytime| picture| scene| mood| time| light| lighting| afternoon| morning| noon)+ (?:in ?to|to) (?:a |an |the )?",
    "make it look like ",
  ],
  [
    "^(?:turn|convert|transform|change|make|morph|remake|redo|recreate|reimagine)(?: it| this| the picture| this picture)+ (?:in ?to |as |to |a |like )*(?:something like |more of |a proper |a real |a nice |a cool |a kind of )?(?:a |an |the )?",
    "make it look like a ",
  ],
  [
    "\\b(?:vibes?|aesthetics?|feeling|atmosphere|energy|treatment|finish|ambience|ambiance|grade|colour grade|colour grading|grading|theme|filter)\\b",
    "look",
  ],
  ["^(.+)-? ?style[ds]?$", "make it look $1"],
  [
    "^(?:soft|gentle|dreamy|creamy|romantic|soft romantic|ethereal|fairytale|delicate)(?: (?:soft|gentle|dreamy|creamy|romantic|wedding|ethereal|delicate|light))*(?: look| feel| mood| wedding look| light| glow| style)?$",
    "dreamy",
  ],
  [
    "^(?:dark|black|darkened|shaded|transparent dark|semi transparent|low opacity dark|translucent dark|transparent black)(?: (?:dark|black|transparent))* (?:overlay|layer|tint|veil|film|scrim)(?: over (?:it|the picture))?$",
    "darken it",
  ],
  [
    "^(?:add |put |with )?(?:a |an )?(?:low opacity |semi transparent |transparent |translucent |light )*(?:dark|black) overlay(?: on (?:it|top))?$",
    "darken it",
  ],
];

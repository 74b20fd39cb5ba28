import type { Rewording } from "./rewording";

/** Light and shade. */
export const LIGHT_REWORDINGS: readonly Rewording[] = [
  [
    "^make (?:the |my )?blacks (?:inky|inkier|deep|rich|richer|black|blacker|proper black|really black|solid)$",
    "make the blacks deeper",
  ],
  ["^(?:make )?(?:the |my )?whites (?:crisp|crisper|clean|cleaner|bright|pop|sparkle)$", "make the whites brighter"],
  ["^(?:get|bring|take|pull|lift) {x} out of (?:the )?(?:shadows?|dark|shade|darkness)$", "brighten $1"],
  [
    "^i (?:hate|dislike|do not like|am not a fan of) how (\\S+) {x} (?:is|are|looks?|came out|turned out)$",
    "$2 is too $1",
  ],
  [
    "^{rid} (?:{the} )?(?:harsh|hard|contrasty|glaring|brutal|unflattering)(?: \\S+)? (?:look|light|lighting|feel|effect|contrasts?|sun|sunlight|flash)$",
    "less contrast",
  ],
  ["^(?:mute|subdue) {x}$", "make $1 less vivid"],
  ["^deepen {x}$", "make $1 darker"],
  [
    "^(?:(?:please |just |and |also )*(?:add|put|bring|give|get|make|need|want|i want|more|some|a bit of|a little|a|back|her|him|them|it) )*(?:pop|sparkle|shine|life|spark|punch|twinkle|catchlights?) (?:in|to) (?:the |her |his |my |their )?eyes$",
    "brighten the eyes",
  ],
  [
    "^(?:make|let|have) (?:the |her |his |my |their )?eyes (?:pop|sparkle|shine|stand out|twinkle|glow|brighter|more alive)(?: more)?$",
    "brighten the eyes",
  ],
  [
    "^(?:tone|calm|dial|bring|knock|turn|take|dim) {x} (?:down|back)(?: a bit| a little| a notch| some)*$",
    "make $1 a bit darker",
  ],
  [
    "^(?:fade|blend|soften|feather|melt)(?: out| off)? (?:the )?(?:edges|borders|corners|sides)(?: out)? (?:in)?to (white|black)$",
    "add a $1 vignette",
  ],
  [
    "^(?:bring|get|pull|recover|rescue|retrieve|restore|save|show|see|reveal|dig out)(?: out| back| up| some| more| the| any| a bit of| a little)* (?:detail|details|information|structure|drawing|texture) (?:back )?(?:in|from|of|out of|into) (?:the |her |his |my )?(?:white |bright |pale )?(?:dress|clouds?|whites?|shirt|wedding dress|snow|window|windows|lamp|lights?|flame|blown out (?:parts|areas|bits))$",
    "recover the highlights",
  ],
  [
    "^{x} {be} (?:{very}|too )*(?:overexposed|over exposed|burnt|burned|burnt out|burned out|blown|blown out|clipped|bleached|bleached out|nuked|fried|white out|whited out|washed out by the (?:sun|light|flash))$",
    "recover the highlights in $1",
  ],
  [
    "^{x} {be} (?:{very}|too )*(?:glary|glaring|dazzling|blinding|hot|shiny|reflective|glossy|greasy|oily|sweaty)$",
    "tone down the highlights in $1",
  ],
  [
    "^{rid} (?:{the} |any |some of {the} )?{bad}*(?:glare|shine|shininess|sheen|hot ?spots?|bright spots?|flash glare|flash reflections?|reflection|gloss|glint|blowouts?|blown highlights|burnt highlights)(?: (?:from|of) the (?:flash|sun|window|lamp|light))?(?: (?:in|on|from|off|of) (.+))?$",
    "tone down the highlights in $1",
  ],
  [
    "^(?:less|fewer|no|not so much|reduce) (?:glare|shine|sheen|glossiness|hot spots|flash)(?: (?:on|in|from|off) (.+))?$",
    "tone down the highlights in $1",
  ],
  [
    "^(?:the )?(?:flash|sun|sunlight|light|lighting) (?:{be} )?(?:{very}|too )*(?:strong|harsh|bright|hard|intense|direct|aggressive|blinding|contrasty|brutal)$",
    "tone down the highlights",
  ],
  [
    "^(?:harsh|hard|brutal|unflattering|direct|contrasty) (?:light|lighting|flash|sun|sunlight|shadows|midday sun)$",
    "less contrast",
  ],
  [
    "^(?:soften|tame|even out|diffuse|fix|improve|calm down|balance|balance out|mellow) (?:{the} )?(?:harsh |hard |strong |direct |uneven |bad |flash )*(?:light|lighting|flash|sun|sunlight|contrasts?|exposure)(?: a bit| a little)?(?: (?:on|in|across|over) (.+?))?(?: a bit| a little)?$",
    "less contrast in $1",
  ],
  [
    "^(?:even out|equali[sz]e|balance|balance out|level out) (?:{the} )?(?:light|lighting|exposure|brightness|tones|shadows)(?: and (?:the )?(?:light|lighting|exposure|brightness|tones|shadows|contrast))?(?: (?:across|in|on|over) (.+))?$",
    "fix the exposure in $1",
  ],
  [
    "^(?:less|fewer|not so much|soften|lighten|reduce|lift) (?:{the} )?(?:dark |harsh |hard |deep |heavy )*(?:shadows?|shade)(?: (?:on|in|under|across|over|around) (.+))?$",
    "lift the shadows in $1",
  ],
  [
    "^(?:open|lift|bring|pull|raise|brighten|lighten)(?: up)? (?:{the} )?(?:dark|shadowy|shaded|black|darker|darkest|dim|gloomy|underexposed)(?: parts?| areas?| bits?| corners?| spots?| side| regions?| stuff)?(?: up)?(?: (?:in|on|of|at) (.+))?$",
    "lift the shadows in $1",
  ],
  [
    "^(?:darken|tone down|dim|reduce|lower|calm down|tame|dull down|bring down) (?:{the} )?(?:bright|light|white|shiny|blown out|hot|glaring)(?: parts?| areas?| bits?| spots?| stripes?| patch(?:es)?| regions?| light)?(?: (?:in|on|of|at) (.+))?$",
    "tone down the highlights in $1",
  ],
  [
    "^{x} {be} (?:{very}|too )*(?:in the shade|in shade|in shadow|in the shadows?|in the dark|in darkness|backlit|back lit|silhouetted|almost black|pitch black|hard to see|invisible|lost in shadow|barely visible|hardly visible|not visible)$",
    "brighten $1",
  ],
  [
    "^(?:can not|cannot|can hardly|can barely|could not|you can not|you can hardly|you can barely|i can not|i can hardly|i can barely|we can not|hardly|barely|one can not)(?: even| really)? (?:see|make out|recogni[sz]e|tell|see any of) {x}(?: at all| properly| well| clearly| very well| any more)?$",
    "lift the shadows in $1",
  ],
  [
    "^(?:throw|put|shine|cast|shed|add|get|bring|give)(?: some| more| a bit of| a little| a bit more| a little more| in)* (?:light|brightness)(?: in| on| to| onto| into| over) (.+)$",
    "brighten $1",
  ],
  ["^(?:give|get) {x} (?:some |a bit of |a bit more |more |a little )?(?:light|brightness)$", "brighten $1"],
  ["^(?:light|lighten|brighten|illuminate|light up|spotlight|shine a light on) (?:up )?{x}(?: up)?$", "brighten $1"],
  ["^(?:dim|shade|darken|dull)(?: down)? {x}(?: down)?$", "darken $1"],
  [
    "^(?:darken|shade|dim|fade)(?: down| off| out)? (?:all )?(?:round|around|the outside|round the outside|the outsides|the borders?|the edges?|towards the edges|the sides|the surroundings?|around the edges|around the outside|everything around the edges|the frame)(?: of (?:it|the picture))?$",
    "add a vignette",
  ],
  [
    "^(?:make )?(?:a |it a |it into a )?silhouettes?(?: it| them| him| her| out of (?:it|them|him|her))?$",
    "make the shadows much deeper",
  ],
  [
    "^(?:the )?(?:deepest|blackest|darkest|really deep|super deep|inky|deep|rich|true|proper|solid) blacks?(?: possible)?$",
    "make the blacks deeper",
  ],
  [
    "^(?:the )?(?:brightest|whitest|cleanest|clean|crisp|pure|true|proper|really white) whites?(?: possible)?$",
    "make the whites brighter",
  ],

  [
    "^(?:i |we )?(?:want|need|would like|like|wanna|have)? ?(?:to )?(?:see|look|make out)(?: more)?(?: into| inside| in| of| what is in)+ {the} (?:dark |black |shadowy )?(?:room|part|area|corner|doorway|door|house|car|interior|inside|shadows?|cave|hallway|window|side|half|bit)(?: (?:on|at|to|in) (?:the )?(left|right|top|bottom|middle|back|background))?$",
    "lift the shadows on the $1",
  ],
  [
    "^(?:{the} )?(?:living room|room|mess|clutter|people|crowd|stuff|street|wall|kitchen|garden|traffic|cars|buildings|trees|everything|all|scenery|junk|rubbish|chaos|rest|messy living room|messy room|busy street|others?) (?:that is |who are |going on |right )?behind (?:me|him|her|us|them|the (?:subject|person|couple|girl|boy|man|woman|dog|cat|kid|kids|child|children|baby|bride)|my \\S+)$",
    "the background",
  ],
  [
    "\\b{the} (?:\\S+ ){0,2}(?:room|mess|clutter|stuff|street|kitchen|garden|traffic|cars|buildings|trees|everything|scenery|junk|rubbish|chaos|things) (?:that is |going on |right )?behind (?:me|him|her|us|them|the (?:subject|person|couple|girl|boy|man|woman|dog|cat|kid|kids|child|children|baby|bride)|my \\S+)\\b",
    "the background",
  ],
  [
    "^{x} {be} (?:{very}|too )*({colour})(?: ish)?(?: (?:and|or|,) | )({colour})(?: ish)?(?: from .*| because of .*)?$",
    "$1 is too $3",
  ],
  [
    "^((?:the |my |her |his |our |their )?(?:skin|skin tones?|face|faces|complexion)) {be} (?:{very}|too )*{colour}(?: ish)? (?:and|or|,) ({colour})(?: ish)?(?: from .*| because of .*| to me)?$",
    "$1 is too $2",
  ],
  [
    "^((?:the |my |her |his |our |their )?(?:skin|skin tones?|face|faces|complexion)) {be} (?:{very}|too )*({colour})(?: ish)?(?: from .*| because of .*| to me)?$",
    "$1 is too $2",
  ],

  [
    "^(?:to |i want to |so i can |so you can |help me )?(?:see|read|make out|recogni[sz]e|distinguish) {x} (?:a bit |a little |much )?(?:better|more clearly|more easily|clearer|properly|clearly|well)$",
    "more clarity in $1",
  ],
  [
    "\\b(?:the )?(?:sunlight|sunlit|sunny|light|lit|lighter|brightly lit)(?: (?:patch|patches|parts|bits|areas|spots|side))\\b",
    "the highlights",
  ],
  ["^(?:the )?({colour}) (\\S+) is too (?:strong|much|loud|bright|intense)$", "make the $1 $2 less vivid"],
  ["^{want} (?:a )?(?:real |true |clean )?(?:white|whites|white white)$", "make the whites white"],
  ["^(warm|cool) (?:up |down )?{x}$", "make $2 $1er"],
];

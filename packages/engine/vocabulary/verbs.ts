/** A clause with one of these forbids or limits something. */
export const NEGATIONS: ReadonlySet<string> = new Set([
  "not",
  "never",
  "no",
  "none",
  "nothing",
  "without",
  "avoid",
  "except",
  "excluding",
  "besides",
  "instead",
  "rather",
  "stop",
  "keep",
  "leave",
  "keeping",
  "leaving",
  "unless",
  "neither",
  "nor",
  "hardly",
  "undo",
  "skip",
  "only",
  "apart",
  "but",
]);

/** A segment that was not understood stands for itself when it begins with one of these; any other narrows what stands beside it. */
export const INSTRUCTION_VERBS: ReadonlySet<string> = new Set([
  "add",
  "remove",
  "delete",
  "erase",
  "replace",
  "swap",
  "put",
  "make",
  "turn",
  "change",
  "draw",
  "paint",
  "write",
  "give",
  "place",
  "insert",
  "move",
  "enlarge",
  "zoom",
  "resize",
  "fix",
  "cut",
  "straighten",
  "generate",
  "create",
  "show",
  "hide",
  "fill",
  "extend",
  "expand",
  "colour",
  "recolour",
  "convert",
  "transform",
  "apply",
  "crop",
  "rotate",
  "flip",
  "blur",
  "sharpen",
  "brighten",
  "darken",
  "lighten",
  "clean",
  "restore",
  "retouch",
  "smooth",
  "stylise",
  "stylize",
  "style",
  "render",
  "combine",
  "merge",
  "upscale",
  "translate",
  "bring",
  "open",
  "close",
  "increase",
  "decrease",
  "reduce",
  "boost",
  "lower",
  "raise",
  "drop",
]);

/** In words that were not understood one of these may say where, when or of what the rest is meant. */
export const NARROWING: ReadonlySet<string> = new Set(
  (
    "in on at around behind near under over inside outside within between beside above below across along through from of " +
    "its his their where who which that if until while when except just solely exclusively most least it them him her his hers they he she " +
    "this these those as than"
  ).split(" "),
);

/** What these begin says why or what for. */
export const REASONS: ReadonlySet<string> = new Set("for because since so sothat cause cuz like".split(" "));

/** Verbs in which something is told of a picture, and nothing asked for. */
export const TOLD: ReadonlySet<string> = new Set(
  "was were came took taken shot moved went got had happened made turned ended lost forgot looked didnt wants loves rejects says thinks hates complains".split(
    " ",
  ),
);

/** These begin a segment of their own although no comma stands before them. */
export const SEGMENT_STARTERS: ReadonlySet<string> = new Set([
  "with",
  "without",
  "except",
  "while",
  "keeping",
  "leaving",
  "unless",
  "excluding",
  "because",
  "sothat",
  // "Fix the lighting its terrible".
  "its",
  // "It's too dark can you brighten it".
  "can",
  "could",
  "please",
]);

/** Verbs beside those that say alone what is done, and no state that a picture could be in: "a bit brighter and saturate". */
export const LONE_VERBS: ReadonlySet<string> = new Set(
  (
    "saturate desaturate dim soften denoise dehaze pixelate posterise solarise invert dodge burn illuminate intensify " +
    "strengthen weaken mirror trim level enhance tint tone warm cool mute"
  ).split(" "),
);

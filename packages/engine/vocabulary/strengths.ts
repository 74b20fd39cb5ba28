/** What is asked to stay believable is done with restraint. */
const QUALIFIERS: readonly string[] = [
  ...["natural", "realistic", "believable", "tasteful", "authentic", "real"].flatMap((how) =>
    ["keep it", "but keep it", "but still", "still", "but stay", "but", "keep everything", "make sure it stays"].map(
      (begin) => `${begin} ${how}`,
    ),
  ),
  ...[
    "fake",
    "plastic",
    "overdone",
    "overprocessed",
    "artificial",
    "unnatural",
    "cheesy",
    "cartoonish",
    "weird",
  ].flatMap((how) => [
    ...["not", "but not", "not too", "but not too", "nothing", "without looking", "without making it"].map(
      (begin) => `${begin} ${how}`,
    ),
    `do not make it ${how}`,
    `but do not make it ${how}`,
    `but without looking ${how}`,
  ]),
  ...["crazy", "wild", "extreme", "heavy", "harsh", "obvious", "over the top", "dramatic", "aggressive"].flatMap(
    (how) => ["not too", "but not too", "nothing too"].map((begin) => `${begin} ${how}`),
  ),
  "naturally",
  "without overdoing it",
  "but do not go crazy",
  "do not go crazy",
  "nothing too crunchy",
];

/** Words of strength → factor on an operation's usual amount. Longest first among equals of meaning. */
export const STRENGTHS: ReadonlyArray<readonly [factor: number, phrases: readonly string[]]> = [
  [
    0.5,
    [
      "just a little bit",
      "only a little bit",
      "a tiny little bit",
      "a little tiny bit",
      "just a tiny bit",
      "a tiny bit",
      "tiny bit",
      "teeny bit",
      "a smidgen",
      "ever so lightly",
      "just a little",
      "only a little",
      "just a bit",
      "only a bit",
      "just a touch",
      "just a tad",
      "only slightly",
      "just slightly",
      "ever so slightly",
      "very slightly",
      "a little bit",
      "a wee bit",
      "a small bit",
      "just a hair",
      "a hair",
      "a small amount",
      "a hint",
      "a bit",
      "a little",
      "a tad",
      "a touch",
      "a smidge",
      "a notch",
      "a dash",
      "a fraction",
      "slightly",
      "somewhat",
      "subtly",
      "gently",
      "lightly",
      "mildly",
      "subtle",
      "slight",
      "gentle",
      "mild",
      "light touch",
      ...["subtle", "light", "gentle"].flatMap((how) => [`keep it ${how}`, `but keep it ${how}`, `but ${how}`]),
      "bit",
      "little",
      "minimally",
      "barely",
    ],
  ],
  [
    0.7,
    [
      "but not too much",
      "not too much",
      "not too strong",
      "but not too strong",
      "not too intense",
      "not too strongly",
      "do not overdo it",
      "but do not overdo it",
      "do not go overboard",
      "do not exaggerate",
      "not so much",
      "nothing too strong",
      "nothing crazy",
      ...QUALIFIERS,
      "moderately",
      "fairly",
    ],
  ],
  [1, ["quite", "rather", "completely", "fully", "totally", "entirely", "properly", "fairly"]],
  [
    1.6,
    [
      "a great deal",
      "a good deal",
      "a good bit",
      "a whole lot",
      "a lot",
      "by a lot",
      "quite a bit",
      "quite a lot",
      "very much",
      "so much",
      "much",
      "lots",
      "loads",
      "very",
      "really",
      "way",
      "far",
      "so",
      "strongly",
      "heavily",
      "significantly",
      "considerably",
      "greatly",
      "noticeably",
      "substantially",
      "seriously",
      "super",
      "strong",
      "heavy",
      "intense",
      "deeply",
      "big",
      "big time",
    ],
  ],
  [
    2.4,
    [
      "as much as possible",
      "very very",
      "really really",
      "very very much",
      "extremely",
      "massively",
      "insanely",
      "incredibly",
      "extreme",
      "drastically",
      "radically",
      "hugely",
      "maximum",
      "ridiculously",
      "like crazy",
      "like mad",
      "to the max",
      "to the extreme",
      "as hell",
      "af",
    ],
  ],
];

/** Words that say an amount and a direction at once. */
export const FACTORS: Readonly<Record<string, { value: number; up: boolean }>> = {
  twice: { value: 2, up: true },
  double: { value: 2, up: true },
  triple: { value: 3, up: true },
  half: { value: 2, up: false },
  halve: { value: 2, up: false },
};

/** What a picture may be cropped to, with the word that stands for it: "to" and "half" alone say something else. */
export const KEPT_PARTS = (["left", "right", "top", "bottom", "middle", "centre"] as const).flatMap((side) =>
  (["half", "third", "quarter"] as const).flatMap((share) =>
    ["to the", "to", "to only the", "to just the"].map((to) => ({
      phrase: `${to} ${side} ${share}`,
      side: side === "middle" ? ("centre" as const) : side,
      share,
      word: `to${side}${share}`,
    })),
  ),
);

/** Ordinals up to which lines are counted in words; "first" alone carries no meaning. */
export const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");

/** "The first line", with the word that stands for it; "second to last" is counted from below. */
export const LINES_BY_ORDINAL = ORDINALS.flatMap((ordinal, index) =>
  [`${ordinal} line`, `${ordinal} row`, `${ordinal} text line`].map((phrase) => ({
    phrase,
    word: `${ordinal}line`,
    number: index + 1,
  })),
);

/** Sequences that mean one thing before strength words are looked for: "too much" is no strength. */
export const COMPOUNDS: ReadonlyArray<readonly [phrase: string, word: string]> = [
  ["but not too much", "but not too much"],
  ["not too much", "not too much"],
  ["but not too strong", "but not too strong"],
  ["not too strong", "not too strong"],
  ["not too intense", "not too intense"],
  ["nothing too strong", "nothing too strong"],
  ["too strong", "excessive"],
  ["too intense", "excessive"],
  ["too much", "excess"],
  ["too many", "excess"],
  ["too little", "lack"],
  ["not enough", "lack"],
  ["does not have enough", "lack"],
  ["not have enough", "lack"],
  // What there is is told, not asked for: "there's a yellow cast" wants none.
  ["there is no", "lack"],
  ["there are no", "lack"],
  ["has no", "lack"],
  ["there is", "has"],
  ["there are", "has"],
  ["less intense", "weaker"],
  ["less strong", "weaker"],
  ["more intense", "stronger"],
  ["not so much", "not so much"],
  ["not so", "less"],
  ["not be so", "less"],
  ["not look so", "less"],
  ["not as", "less"],
  ...["it", "anything", "a thing", "much"].flatMap((what) =>
    ["barely", "hardly"].map((seldom) => [`can ${seldom} see ${what}`, "underexposed"] as const),
  ),
  // A backdrop of films, and no look.
  ["matte painting", "mattepainting"],
  // What became of a print is told, and nobody asks for it so.
  ...[
    "has",
    "is",
    "got",
    "looks",
    "looks all",
    "is all",
    "is totally",
    "is quite",
    "is very",
    "has badly",
    "is badly",
  ].map((how) => [`${how} yellowed`, "hasyellowed"] as const),
  ...["turned", "has turned", "has gone", "went", "has become"].flatMap((how) =>
    ["yellow", "yellowish"].map((colour) => [`${how} ${colour}`, "hasyellowed"] as const),
  ),
  // "Them" stands for nobody who was named before.
  ...["keep them both", "keep both of them", "keep all of them", "keep them all", "keep them"].flatMap((keep) =>
    ["in", "in the frame", "in frame", "in the shot", "in view", "visible"].map(
      (where) => [`${keep} ${where}`, "keepeverybody"] as const,
    ),
  ),
  ...KEPT_PARTS.map(({ phrase, word }) => [phrase, word] as const),
  ...LINES_BY_ORDINAL.map(({ phrase, word }) => [phrase, word] as const),
  // A portrait alone is an upright picture.
  ["portrait effect", "portraitmode"],
  // Two pictures in one, and not twice the light.
  ["double exposure", "doubleexposure"],
  ["half tone", "halftone"],
  // Without "effect", which is no word that counts, it would be a mount of cardboard.
  ["matte effect", "fade"],
  ["completely desaturate", "decolourise"],
  ["fully desaturate", "decolourise"],
  ["totally desaturate", "decolourise"],
  ["completely desaturated", "decolourise"],
  ["fully desaturated", "decolourise"],
  ["desaturate completely", "decolourise"],
  ["desaturate fully", "decolourise"],
];

/** After these and "has" comes a complaint: "it has too much contrast". */
export const COMPLAINTS: ReadonlySet<string> = new Set(["excess", "lack", "too", "not"]);

/** Names of sliders, each as the grammar calls what it moves. */
export const SLIDERS: ReadonlyMap<string, string> = new Map(
  (
    "brightness contrast saturation sharpness vibrance clarity highlights shadows whites blacks warmth " +
    "temperature=warmth temp=warmth vibrancy=vibrance colour=saturation sharpen=sharpness light=brightness"
  )
    .split(" ")
    .map((entry) => {
      const [name = "", means = name] = entry.split("=");
      return [name, means] as const;
    }),
);

/** Of what a picture has more or less: named alone or one after the other, "brightness 1.5x", "increase contrast saturation". */
export const MEASURES: ReadonlySet<string> = new Set(
  "brightness contrast saturation exposure sharpness vibrance clarity warmth gamma".split(" "),
);

import type { Aspect } from "../plan";

const ASPECTS: ReadonlyArray<readonly [aspect: Aspect | null, words: string]> = [
  ["colour", "colour/colours/hue/hues/saturation/tones/palette/tint"],
  ["light", "brightness/light/exposure/lighting/lightness"],
  ["contrast", "contrast"],
  ["sharpness", "sharpness/focus/details/detail/texture"],
  ["shape", "size/dimensions/resolution/shape/composition/framing/crop/proportions/orientation/format"],
  // Always kept: the engine never does more than what it was asked for.
  [null, "else/rest/other/others"],
];

const CHANGE =
  "change/touch/alter/affect/modify/lose/mess/ruin/changing/touching/altering/affecting/modifying/losing/ruining";

const CHANGED = "change/changed/touched/altered/affected/modified/edited";

/** Patterns of what must stay as it is, each with the aspect that it protects; `null` protects what nobody asked to change. */
export const LIMITS: ReadonlyArray<{ aspect: Aspect | null; source: string }> = ASPECTS.flatMap(([aspect, words]) =>
  [
    `do not ${CHANGE} with? anything/everything? ${words} either?`,
    `without ${CHANGE} anything/everything? ${words}`,
    `{keep} everything/all? ${words} same/unchanged/intact/alone/untouched/natural?`,
    `{keep} everything/all? ${words} as they/it? are/is?`,
    `{keep} ${words} as was/were/before`,
    `change? nothing ${words}`,
    ...(aspect === "shape"
      ? [
          "do not crop/cut/trim/resize/rotate/flip/stretch/distort anything?",
          "without cropping/cutting/trimming/resizing/rotating/flipping/stretching/distorting anything?",
        ]
      : []),
    ...(aspect === null ? [`do not ${CHANGE} anything`, `without ${CHANGE} anything`] : []),
  ].map((source) => ({ aspect, source })),
);

const SAME = "same/unchanged/intact/alone/untouched/natural/original/normal/real/realistic";

/**
 * Patterns of limits that name a part of the picture, without the words for that part: "don't touch the
 * sky" is `do not touch`. `only`: all but that part must stay. `needsOnly`: when "only" was said as well.
 */
export const REGION_LIMITS: ReadonlyArray<{ only: boolean; needsOnly: boolean; source: string }> = [
  ...[
    `do not {CHANGE} with? anything?`,
    `must/should? not be? {CHANGED}`,
    `without {CHANGE} anything?`,
    `{keep} everything/all? {SAME}`,
    `{keep} as was/were/before?`,
    `{keep} sharp/focus/crisp/unblurred`,
    `{keep} colour/colours/coloured`,
    `do not blow/clip/burn/lose/crush out? detail/details?`,
    `without blowing/clipping/burning/losing/crushing out? detail/details?`,
    `colour/coloured`,
    `{keep} out`,
    `preserve/maintain/retain/preserving/maintaining/retaining`,
    `protect/spare/ignore/exclude/skip`,
    `must/should? stay/stays/remain/remains {SAME}`,
    `must/should? stay/stays/remain/remains as was/before?`,
    `must/should? stay/stays/remain/remains sharp/focus`,
    `no change/changes`,
    `nothing change/changes`,
  ].map((source) => ({ only: false, needsOnly: false, source })),
  { only: true, needsOnly: true, source: "{CHANGE}/edit/adjust/retouch/do/apply/treat/target/work" },
  { only: true, needsOnly: false, source: "limit/restrict/confine/restricted/limited" },
].map(({ source, ...limit }) => ({
  ...limit,
  source: source.replaceAll("{CHANGED}", CHANGED).replaceAll("{CHANGE}", CHANGE).replaceAll("{SAME}", SAME),
}));

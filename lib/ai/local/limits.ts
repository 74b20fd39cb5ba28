import type { Aspect } from "@/lib/ai/editor/local/operation";
import { compilePattern } from "./pattern";

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

/** Patterns of what must stay as it is, each with the aspect that it protects; `null` protects what nobody asked to change. */
export const LIMITS = ASPECTS.flatMap(([aspect, words]) =>
  [
    `do not ${CHANGE} with? anything/everything? ${words} either?`,
    `without ${CHANGE} anything/everything? ${words}`,
    `{keep} everything/all? ${words} same/unchanged/intact/alone/untouched/natural?`,
    `{keep} everything/all? ${words} as they/it? are/is?`,
    `{keep} ${words} as was/were/before`,
    `change? nothing ${words}`,
  ].map((source) => ({ aspect, pattern: compilePattern(source) })),
);

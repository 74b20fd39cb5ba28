import type { Language } from "./language";
import { type DEGREES, NAMED_COLOURS, type PartName } from "./language";

type Params = Readonly<Record<string, unknown>>;

/** What an operation is called in every language: ideas whose first forms are said, a part that belongs to it, a figure. */
export type Name = { lemmas: readonly string[]; part?: PartName; colour?: string; after?: string };

const byNumber =
  (key: string, middle: number, more: readonly string[], less: readonly string[]) =>
  (params: Params): Name => ({ lemmas: Number(params[key]) > middle ? more : less });

const plain =
  (...lemmas: string[]) =>
  (): Name => ({ lemmas });

/** The commonest operations; any other is told in English. */
const NAMES: Readonly<Record<string, (params: Params) => Name | null>> = {
  brightness: byNumber("stops", 0, ["brighter"], ["darker"]),
  contrast: byNumber("factor", 1, ["more", "contrast"], ["less", "contrast"]),
  saturation: byNumber("factor", 1, ["vivid"], ["paler"]),
  warmth: byNumber("amount", 0, ["warmer"], ["cooler"]),
  sharpen: plain("sharper"),
  blur: plain("blur"),
  "background-blur": () => ({ lemmas: ["blur"], part: "the background" }),
  denoise: plain("denoise"),
  "remove-background": plain("cutout"),
  "background-colour": ({ colour }) => ({ lemmas: [], part: "the background", colour: String(colour) }),
  "black-and-white": plain("black-and-white"),
  sepia: plain("sepia"),
  vintage: plain("vintage"),
  hdr: plain("hdr"),
  "low-key": plain("dramatic"),
  "dramatic-sky": () => ({ lemmas: ["dramatic"], part: "the sky" }),
  cinematic: plain("cinematic"),
  cartoon: plain("cartoon"),
  "pencil-sketch": plain("sketch"),
  "oil-painting": plain("oil-painting"),
  watercolour: plain("watercolour"),
  invert: plain("invert"),
  sunset: plain("sunset"),
  night: plain("night"),
  snow: plain("snow"),
  rain: plain("rain"),
  vignette: plain("vignette"),
  straighten: ({ degrees }) => (degrees === 0 ? { lemmas: ["straighten"] } : null),
  rotate: ({ degrees }) => ({
    lemmas: ["rotate", Number(degrees) < 0 ? "left" : "right"],
    after: `${Math.abs(Number(degrees))}°`,
  }),
  flip: ({ axis }) => ({ lemmas: ["flip", String(axis)] }),
  crop: ({ width, height }) => ({ lemmas: ["crop"], after: `${String(width)}:${String(height)}` }),
  pixelate: plain("pixelate"),
  "black-out": ({ colour }) => (colour === "black" ? { lemmas: ["black-out"] } : null),
  enhance: plain("improve"),
  "smooth-skin": () => ({ lemmas: ["smooth"], part: "the skin" }),
  tint: ({ colour }) => ({ lemmas: ["more"], colour: String(colour) }),
  "white-balance": plain("white-balance"),
};

/** What an operation is called in every language; `null` for one that is told in English. */
export function nameOf(operation: string, params: Params): Name | null {
  return (Object.hasOwn(NAMES, operation) ? NAMES[operation]?.(params) : null) ?? null;
}

/** The form of a word that is shown. */
export const shownForm = (forms: string | undefined): string => forms?.split(/(?<! )\/(?! )/u)[0] ?? "";

/** A name in a language: "Himmel: etwas dunkler"; empty where the language has no word for it. */
export function sayName(
  language: Language,
  { lemmas, part, colour, after }: Name,
  parts: readonly PartName[],
  degree: (typeof DEGREES)[number] | null,
): string {
  const known = NAMED_COLOURS.find((name) => name === colour);
  const forms = lemmas.map((lemma) => shownForm(language.words[lemma]));
  if (forms.includes("") || (colour !== undefined && known === undefined)) return "";
  const order = language.order === "last" ? forms.toReversed() : forms;
  const named = [...new Set([...parts, ...(part === undefined ? [] : [part])])].map((name) =>
    shownForm(language.parts[name]),
  );
  const how = degree === null ? "" : shownForm(language.degrees[degree]);
  const what = [...order, ...(known === undefined ? [] : [shownForm(language.colours[known])])];
  const isChinese = language.code === "zh";
  const words = (isChinese ? [...what, how] : [how, ...what]).filter((word) => word !== "").join(isChinese ? "" : " ");
  const said = [words, ...(after === undefined ? [] : [after])].join(" ");
  return named.length === 0 ? said : `${named.join(isChinese ? "、" : ", ")}${isChinese ? "：" : ": "}${said}`;
}

import type { Language } from "../../vocabulary/languages/language";

/** One word, sign or figure of a request in any language, with the place of its letters in what was written. */
export type Piece = { start: number; end: number } & (
  | { kind: "word"; text: string }
  /** A figure as English writes it: `20`, `-10`, with its unit as it was written. */
  | { kind: "figure"; text: string; unit: "percent" | "degrees" | "pixels" | "none"; signed: boolean }
  | { kind: "ratio" | "size"; text: string }
  | { kind: "quoted"; text: string }
  | { kind: "break"; strong: boolean }
  | { kind: "opaque" }
);

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const PIECES = new RegExp(
  [
    String.raw`(?<ratio>(?<!\d)${NUMBER}\s?[:x×/比]\s?${NUMBER}(?![\d%]))`,
    String.raw`(?<figure>(?:[+\-−]\s?)?${NUMBER})\s?(?<unit>%|°|px\b)?`,
    String.raw`(?<quoted>"[^"]*"|“[^“”]*”|„[^„“”"]*[“”"]|«[^«»]*»|「[^「」]*」|『[^『』]*』|《[^《》]*》|‘[^‘’]*’)`,
    String.raw`(?<han>\p{Script=Han})`,
    String.raw`(?<word>(?:(?!\p{Script=Han})[\p{L}\p{M}])+)`,
    String.raw`(?<strong>[.!?;\n。！？；।]+)`,
    String.raw`(?<weak>[,，、])`,
    String.raw`(?<joint>[/&])`,
    String.raw`(?<silent>[\s'’()（）¿¡…*_–—:：]+|[\-−+](?!\s?\d))`,
    String.raw`(?<opaque>.)`,
  ].join("|"),
  "giu",
);

const SIGN = /^[+\-−]\s?/u;

const UNITS: Readonly<Record<string, "percent" | "degrees" | "pixels">> = {
  "%": "percent",
  "°": "degrees",
  px: "pixels",
};

/** Cuts a request in any language into pieces; each Chinese character is one. */
export function piecesOf(text: string): Piece[] {
  return [...text.matchAll(PIECES)].flatMap((match): Piece[] => {
    const span = { start: match.index, end: match.index + match[0].length };
    const { ratio, figure, unit, quoted, han, word, strong, weak, joint, silent } = match.groups ?? {};
    if (silent !== undefined) return [];
    if (ratio !== undefined) return [{ ...span, ...ratioOrSize(ratio) }];
    if (figure !== undefined) return [{ ...span, ...figureOf(figure, unit) }];
    if (quoted !== undefined) return [{ ...span, kind: "quoted", text: quoted.slice(1, -1).trim() }];
    if (strong !== undefined || weak !== undefined) return [{ ...span, kind: "break", strong: strong !== undefined }];
    const said = han ?? word ?? joint;
    return said === undefined ? [{ ...span, kind: "opaque" }] : [{ ...span, kind: "word", text: said }];
  });
}

function figureOf(figure: string, unit: string | undefined) {
  const text = figure.replace(",", ".").replace("−", "-").replaceAll(/\s/gu, "");
  return {
    kind: "figure" as const,
    text,
    unit: UNITS[(unit ?? "").toLowerCase()] ?? ("none" as const),
    signed: SIGN.test(figure),
  };
}

/** Beyond a hundred they are pixels, as in English. */
function ratioOrSize(text: string): { kind: "ratio" | "size"; text: string } {
  const [width = "", height = ""] = text.split(/\s?[:x×/比]\s?/iu);
  const isRatio = Math.max(Number(width.replace(",", ".")), Number(height.replace(",", "."))) <= 100;
  return isRatio ? { kind: "ratio", text: `${width}:${height}` } : { kind: "size", text: `${width}x${height}` };
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };

/** A word of a language with umlauts as it is typed by somebody whose keyboard has none. */
export const withoutUmlauts = (word: string): string => word.replaceAll(/([aou])e/gu, "$1");

const NUKTA = /\u093C/gu;
const CHANDRABINDU = /\u0901/gu;

/** A word as it is compared: in one case and spelling, without accents where the language can do without them. */
export function createSpelling({ exact = "", umlauts = false, variants = "" }: Language): (word: string) => string {
  const kept = new Set(exact.split("/"));
  const usual = new Map(
    Array.from(
      { length: Math.floor(variants.length / 2) },
      (_, at) => [variants[2 * at], variants[2 * at + 1]] as const,
    ),
  );
  return (word) => {
    const lower = word.toLowerCase().normalize("NFC");
    if (kept.has(lower)) return lower;
    if (/\p{Script=Han}/u.test(lower)) return usual.get(lower) ?? lower;
    if (/\p{Script=Devanagari}/u.test(lower)) return lower.replaceAll(NUKTA, "").replaceAll(CHANDRABINDU, "\u0902");
    const opened = umlauts ? lower.replaceAll(/[äöü]/gu, (letter) => UMLAUTS[letter] ?? letter) : lower;
    return opened
      .normalize("NFD")
      .replaceAll(/\p{M}/gu, "")
      .replaceAll("ß", "ss")
      .replaceAll("œ", "oe")
      .replaceAll("æ", "ae");
  };
}

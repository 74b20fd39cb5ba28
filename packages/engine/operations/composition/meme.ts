import { z } from "zod";
import { drawText } from "../../draw/draw-text";
import { cleanText } from "../../draw/lay-out-text";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import type { Work } from "../../work";

/** Height of the letters, as a share of the shorter side, before they are made smaller to fit. */
const SIZE = 0.125;

/** How much of the picture's height each of both may take. */
const ROOM = 0.42;

const VERB = "write/put/add/place/print/insert/overlay/have/give/use";
const NOUN = "text/caption/captions/style/words/letters/font/format";
const AS = "as/like/with/using? memes/meme style/text/font/caption/letters/format/captions?";

/** A line of a meme at one end of the picture, in the orders in which people name text and place. */
const at = (place: string): string[] => [`{text} on? ${place}`, `on? ${place} text? :? {text}`];

type Means = { first: "top" | "bottom"; both: boolean };

const BOTH: { means: Means; say: string[] }[] = (["top", "bottom"] as const).flatMap((first) => {
  const second = first === "top" ? "bottom" : "top";
  return at(first).flatMap((one) =>
    at(second).map((other) => ({
      means: { first, both: true },
      say: [
        `${VERB}/{make}? meme ${NOUN}? ,/:/with? ${one} ,/and? ${other}`,
        `${VERB}? ${one} ,/and? ${other} ,? ${AS}`,
      ],
    })),
  );
});

const ONE: { means: Means; say: string[] }[] = (["top", "bottom"] as const).map((first) => ({
  means: { first, both: false },
  say: at(first).flatMap((one) => [`${VERB}/{make}? meme ${NOUN}? ,/:/with? ${one}`, `${VERB} ${one} ,? ${AS}`]),
}));

/** Words in big white letters with a black line around them, at the top and the bottom. */
export const meme = defineOperation({
  name: "meme",
  family: "composition",
  title: "meme text",
  examples: [
    'meme text top "WHEN YOU" bottom "FORGET"',
    'put "one does not simply" on top and "write tests" at the bottom, meme style',
    'make it a meme with "so close" and "yet so far"',
  ],
  schema: z
    .object({ top: z.string().max(200), bottom: z.string().max(200) })
    .refine(({ top, bottom }) => top + bottom !== ""),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    ...BOTH,
    ...ONE,
    {
      means: { first: "top", both: true },
      say: [`${VERB}/{make}? meme ${NOUN}? ,/:/with/saying? {text} ,/and? {text}`],
    },
    {
      means: { first: "bottom", both: false },
      say: [`${VERB}/{make}? meme ${NOUN}? ,/:/with/saying? {text}`, `${VERB} {text} ,? ${AS}`],
    },
  ],
  amounts: [],
  params({ means: { first, both }, slots }) {
    const texts = (slots.texts ?? []).map(cleanText);
    const [one, other] = texts;
    if (one === undefined || texts.length !== (both ? 2 : 1) || texts.some((text) => text === "" || text.length > 200))
      return null;
    return first === "top" ? { top: one, bottom: other ?? "" } : { top: other ?? "", bottom: one };
  },
  sentence({ top, bottom }) {
    const lines = [
      ...(top === "" ? [] : [`“${shown(top)}” at the top`]),
      ...(bottom === "" ? [] : [`“${shown(bottom)}” at the bottom`]),
    ];
    return `Write ${lines.join(" and ")} in big white capitals with a black line around them.`;
  },
  async apply(raster, { top, bottom }, work) {
    const written = top === "" ? raster : await line(raster, top, "top", work);
    return bottom === "" ? written : line(written, bottom, "bottom", work);
  },
});

const shown = (text: string): string => text.replaceAll("\n", " ").toUpperCase();

/** Writes into the upper or the lower end of a raster, which is overwritten: its rows lie one after another. */
async function line(raster: Raster, text: string, place: "top" | "bottom", { signal }: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const rows = Math.max(1, Math.round(height * ROOM));
  const from = place === "top" ? 0 : (height - rows) * width * channels;
  const end: Raster = { ...raster, data: data.subarray(from, from + rows * width * channels), height: rows };
  const look = { colour: "white", outline: "black", exactSize: false, bold: true, opacity: 1 };
  await drawText(end, { ...look, text: text.toUpperCase(), place, size: Math.min(width, height) * SIZE }, signal);
  return raster;
}

import { z } from "zod";
import { drawText } from "../../draw/draw-text";
import { cleanText, layOut, refuseForeignLetters } from "../../draw/lay-out-text";
import { loadFont } from "../../draw/letters";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { refuseTooLarge } from "../parameters";

/** Height of the letters, and room around them, as shares of the shorter side. */
const SIZE = 0.055;
const ROOM = 0.045;

/** Share of the width that lines may fill. */
const FILLED = 0.9;

const VERB = "add/put/write/give/place/insert/print/type";

/** A bar below the picture with words on it. */
export const caption = defineOperation({
  name: "caption",
  family: "composition",
  title: "caption below the picture",
  examples: [
    'add a caption "Our trip to Rome"',
    'write "Rome" below the picture',
    'put a black caption bar with "The End" under it',
  ],
  schema: z.object({ text: z.string().min(1).max(400), bar: z.enum(["white", "black"]) }),
  changes: ["shape"],
  regional: false,
  phrases: (["white", "black"] as const).map((bar) => {
    const colour = bar === "black" ? "black" : "white?";
    const plain = bar === "white";
    return {
      means: bar,
      say: [
        `${VERB} ${colour} caption bar/below/underneath/under? with/saying/reading? {text} below/underneath/under/beneath?`,
        `${VERB} caption ${colour} bar with? {text} below/underneath/under/beneath?`,
        `caption with/:? {text} ${plain ? "" : "black"}`.trim(),
        ...(plain
          ? [
              `${VERB} text/words/title? {text} below/underneath/under/beneath`,
              `${VERB} {text} as? caption below/underneath/under/beneath?`,
              "caption saying/reading? {text}",
              `${VERB} caption that? says {text}`,
            ]
          : []),
      ],
    };
  }),
  amounts: [],
  params({ means, slots }) {
    const text = cleanText(slots.text ?? "");
    return text === "" || text.length > 400 ? null : { text, bar: means };
  },
  sentence: ({ text, bar }) => `Add a ${bar} bar below the picture with the words “${text.replaceAll("\n", " ")}”.`,
  async apply(raster, { text, bar }, { signal }) {
    const font = await loadFont("normal");
    refuseForeignLetters(text, font);
    const shorter = Math.min(raster.width, raster.height);
    const size = Math.max(1, shorter * SIZE);
    const wish = { width: Math.max(1, raster.width * FILLED), height: Math.max(1, raster.height), size, exact: false };
    const layout = layOut(font, text, { ...wish, align: "centre" });
    const height = Math.max(1, Math.ceil(layout.height + 2 * shorter * ROOM));
    refuseTooLarge(raster.width, raster.height + height);
    const pixels = raster.width * height * raster.channels;
    const empty: Raster = { ...raster, data: Buffer.alloc(pixels, bar === "white" ? 255 : 0), height };
    if (raster.channels === 4) for (let at = 3; at < pixels; at += 4) empty.data[at] = 255;
    const words = { text, place: "centre" as const, colour: "auto", outline: "none", bold: false, opacity: 1 };
    const written = await drawText(empty, { ...words, size: layout.size, exactSize: false }, signal);
    return { ...raster, data: Buffer.concat([raster.data, written.data]), height: raster.height + height };
  },
});

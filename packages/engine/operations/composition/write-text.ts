import { z } from "zod";
import { spokenColour } from "../../vocabulary/colours";
import { PLACES } from "../../plan";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { isPaint } from "../geometry/paint";
import { cleanText } from "./text/clean-text";
import { drawText } from "./text/draw-text";
import { placeName } from "./text/place-name";
import { TEXT_PHRASES } from "./text/text-phrases";

/** Heights of letters, in percent of the shorter side. */
const SIZES = { small: 4.5, normal: 8, large: 12, huge: 18 } as const;

/** The longest text, in letters. */
const LONGEST = 400;

/** Words on the picture. */
export const writeText = defineOperation({
  name: "write-text",
  family: "composition",
  title: "write text on the picture",
  examples: [
    'write "Hello" at the top in white',
    'add the text "Summer 2024" in the bottom right corner',
    'put "SALE" in the middle in large red letters with a white outline',
    'add a small bold black text "draft" at the top left',
  ],
  schema: z.object({
    text: z.string().min(1).max(LONGEST),
    place: z.enum(PLACES),
    colour: z.string().refine((name) => name === "auto" || isPaint(name)),
    outline: z.string().refine((name) => name === "auto" || name === "none" || isPaint(name)),
    /** Height of the letters in percent of the shorter side; made smaller where the text does not fit. */
    percent: z.number().min(1).max(60),
    /** Exact height; 0: `percent`. */
    pixels: z.number().int().min(0).max(4000),
    bold: z.boolean(),
  }),
  changes: ["content", "shape"],
  regional: false,
  phrases: TEXT_PHRASES,
  amounts: [],
  params({ means, slots, strength }) {
    const text = cleanText(slots.text ?? "");
    const colours = [...(slots.colours ?? [])];
    const outline = means.outline === "slot" ? colours.pop() : means.outline;
    const colour = means.colour === "slot" ? (colours[0] ?? "auto") : means.colour;
    const pixels = Math.round(slots.pixels ?? 0);
    if (text === "" || text.length > LONGEST || outline === undefined) return null;
    if (slots.pixels !== undefined && (pixels < 4 || pixels > 4000)) return null;
    const percent = rounded(clamp(SIZES[means.size] * strength, 1, 60));
    return { text, place: slots.place ?? "bottom", colour, outline, percent, pixels, bold: means.bold };
  },
  sentence({ text, place, colour, outline, pixels, bold, percent }) {
    const name = colour === "auto" ? "" : `${spokenColour(colour)} `;
    const size = pixels > 0 ? `${pixels} pixel ` : percent < 6 ? "small " : percent > 10 ? "large " : "";
    const edge =
      outline === "none" ? "" : outline === "auto" ? " with an outline" : ` with a ${spokenColour(outline)} outline`;
    const look = `${size}${bold ? "bold " : ""}${name}`;
    const letters = look === "" && edge === "" ? "" : ` in ${look}letters${edge}`;
    return `Write “${text.replaceAll("\n", " ")}” ${placeName(place)}${letters}.`;
  },
  apply(raster, { text, place, colour, outline, percent, pixels, bold }, { signal }) {
    const size = pixels > 0 ? pixels : (Math.min(raster.width, raster.height) * percent) / 100;
    const wish = { text, place, colour, outline, size, exactSize: pixels > 0, bold, opacity: 1 };
    return drawText(raster, wish, signal);
  },
});

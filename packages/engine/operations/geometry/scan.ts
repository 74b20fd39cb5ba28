import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { evenPaper } from "../../pixels/even-paper";
import type { Raster } from "../../pixels/raster";
import { warpQuad } from "../../pixels/warp-quad";
import { findSheet, type Sheet } from "../../regions/find-sheet";
import { findTextLines, type TextLine } from "../../regions/find-text-lines";
import { sheetSize } from "../../regions/sheet-size";
import { type Corners, inset, isWithin } from "../../regions/sheet-score";
import type { Work } from "../../work";

const LOOKS = ["colour", "grey", "black-and-white", "as-is"] as const;
type Look = (typeof LOOKS)[number];

/** What is cut off all around a sheet, as a share of its sides: its edge and the shade beside it. */
const RIM = 0.004;

const DOCUMENT =
  "document/documents/page/pages/sheet/receipt/receipts/paper/papers/letter/note/notes/form/invoice/bill/ticket/contract/" +
  "whiteboard/blackboard/recipe/homework/worksheet/certificate/paperwork/slip/leaflet/flyer/menu/poster";
/** What gives light of its own, or is dark: it has no paper whose light could be evened. */
const SCREEN = "screen/monitor/display/slide/chalkboard/projection";
const TEXT = "text/writing/print/handwriting/letters/words";
const READABLE = "readable/legible";
const FLATTEN = "flatten/straighten/unwarp/dewarp/rectify/deskew/unskew/square";
const BW = "bw/monochrome";

const says: Readonly<Record<Look, readonly string[]>> = {
  colour: [
    `scan ${DOCUMENT}?`,
    `scan ${DOCUMENT}? colour`,
    `{make}? like colour? scan ${DOCUMENT}?`,
    `{make}? like? was/were? scanned ${DOCUMENT}?`,
    `{make}? clean/proper/neat/flat/nice scan ${DOCUMENT}?`,
    `{make}? colour scan ${DOCUMENT}?`,
    `{make} scan ${DOCUMENT}?`,
    `{make} ${DOCUMENT} like scan/scanned`,
    `clean/tidy up? ${DOCUMENT} up?`,
    `{make} ${TEXT} ${READABLE}`,
    `{make} ${TEXT} on/from? ${DOCUMENT} ${READABLE}`,
    `{make} ${DOCUMENT} ${READABLE}`,
    `{make} ${READABLE}`,
    `{make} more ${READABLE}`,
    `{make} ${TEXT}/${DOCUMENT} more ${READABLE}`,
    `improve/enhance/increase readability/legibility ${TEXT}?`,
    `enhance ${DOCUMENT}`,
    `${FLATTEN}/fix/correct perspective and {make} ${READABLE}`,
    `${FLATTEN} ${DOCUMENT} and {make} ${READABLE}`,
    `remove/delete shadow/shadows from/on ${DOCUMENT}`,
    `{make} ${DOCUMENT} white`,
  ],
  grey: [
    "{make}? like? photocopy/photocopied/xerox/xeroxed/photostat style/effect/look?",
    `photocopy ${DOCUMENT}`,
    `scan ${DOCUMENT}? grey/greyscale`,
    `{make}? grey/greyscale scan ${DOCUMENT}?`,
  ],
  "black-and-white": [
    `scan ${DOCUMENT}? black and white`,
    `{make}? like? black and white scan ${DOCUMENT}?`,
    `scan ${DOCUMENT}? ${BW}`,
    `{make}? like? ${BW} scan ${DOCUMENT}?`,
  ],
  "as-is": [
    `{make} ${SCREEN} more? ${READABLE}`,
    `{make} ${TEXT} on? ${SCREEN} ${READABLE}`,
    `${FLATTEN} ${SCREEN}`,
    `${FLATTEN} ${DOCUMENT} out?`,
    "flatten/unwarp/dewarp/rectify perspective",
    `${FLATTEN}/fix/correct perspective of/on/from? ${DOCUMENT}`,
    `{make} ${DOCUMENT} flat/straight/square/rectangular`,
    `crop/cut out? around/on? ${DOCUMENT}`,
  ],
};

/** Of these only the light changes. */
const INK = [
  `{make}? black and white ${TEXT}`,
  `{make} ${TEXT} black and white`,
  `{make} ${DOCUMENT} black and white`,
  `{make}? ${BW} ${TEXT}`,
  `{make} ${DOCUMENT}/${TEXT} ${BW}`,
  "{give}? adaptive/local threshold/thresholding",
  `threshold/binarise/binarize ${DOCUMENT}/${TEXT}`,
  `{make} ${TEXT} black and? ${DOCUMENT}/background white`,
];

const RESULTS: Readonly<Record<Exclude<Look, "as-is">, string>> = {
  colour: "even the light on it so that the paper is white and the print keeps its colours",
  grey: "even the light on it so that the paper is white, in greys",
  "black-and-white": "turn every point of it into black ink or white paper, each by the paper about it",
};

/** A photographed page as a scanner would have it: flat, evenly lit, on white paper. */
export const scan = defineOperation({
  name: "scan",
  family: "geometry",
  title: "scan a document",
  examples: [
    "scan this document",
    "make it look like a scan",
    "scan it in black and white",
    "clean up this receipt",
    "make the text readable",
    "flatten the page",
  ],
  schema: z.object({
    look: z.enum(LOOKS),
    /** Whether a sheet is looked for and laid flat. */
    flat: z.boolean(),
  }),
  changes: ["shape", "light", "contrast", "colour"],
  regional: false,
  phrases: [
    ...LOOKS.map((look) => ({ means: { look, flat: true }, say: says[look] })),
    { means: { look: "black-and-white" as const, flat: false }, say: INK },
  ],
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : means),
  sentence({ look, flat }) {
    const lay = "Find the four corners of the sheet and lay it flat";
    if (look === "as-is") return `${lay}.`;
    const result = RESULTS[look];
    return flat
      ? `${lay}, and ${result}.`
      : `${result.replace("of it", "of the page").replace(/^./u, (first) => first.toUpperCase())}.`;
  },
  async apply(raster, { look, flat }, work) {
    const cv = await work.cv();
    const lines = await findTextLines(raster, cv, work.signal);
    const found = await findSheet(raster, cv, work.signal);
    const sheet = found !== null && holds(found, lines) ? found : null;
    work.progress(0.3);
    if (sheet === null && (lines.length === 0 || look === "as-is")) throw noDocument(lines.length > 0);
    const laid = sheet === null || !flat ? raster : await layFlat(raster, sheet, work);
    work.progress(0.6);
    if (flat) {
      work.note(
        sheet === null
          ? "No sheet's edges were found: the light of the whole picture was evened, and its shape is as it was"
          : "The sheet was found by its four edges and laid flat",
      );
    }
    return look === "as-is" ? laid : evenPaper(laid, look, work.signal);
  },
});

/** Whether what is written stands on a sheet, and not beside it, as about a picture in a chat. */
function holds({ corners }: Sheet, lines: readonly TextLine[]): boolean {
  const inside = lines.filter(({ left, top, right, bottom }) =>
    isWithin(corners, { x: (left + right) / 2, y: (top + bottom) / 2 }),
  );
  return inside.length >= lines.length / 2;
}

async function layFlat(raster: Raster, { corners }: Sheet, work: Work): Promise<Raster> {
  const within: Corners = inset(corners, RIM);
  return warpQuad(raster, within, sheetSize(within, raster), await work.cv(), work.signal);
}

const noDocument = (isWritten: boolean): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: isWritten
      ? "No sheet of which all four edges are seen was found in this picture, so nothing was laid flat. Nothing was changed, and it cost nothing."
      : "Neither a sheet of which all four edges are seen nor lines of text were found in this picture, so it was taken for no document. Nothing was changed, and it cost nothing.",
  });

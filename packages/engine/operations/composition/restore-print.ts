import { z } from "zod";
import { mend } from "../../draw/mend";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { throughTables, unfadingTables } from "../../pixels/fade";
import { findMarks } from "../../regions/find-marks";

const REMOVE = "remove/erase/delete/clear/clean/eliminate/fix/repair/heal/retouch/mend/take";
const MARKS = "scratch/scratches/dust/specks/speck/scuffs/blemishes";
const PRINT = "old/vintage/ancient/damaged/scratched/dusty/antique";
const RESTORE = "restore/repair/mend/rescue/revive";

type What = "marks" | "fade" | "both";

const SENTENCES: Readonly<Record<What, string>> = {
  marks: "Find thin scratches and specks of dust, and fill them from right about them.",
  fade: "Give the faded colours their range back, channel by channel.",
  both: "Restore the print: fill thin scratches and specks of dust from right about them, and give faded colours their range back.",
};

/** What time does to a print, undone as far as rules can: scratches, dust, faded dyes. No face is made anew. */
export const restorePrint = defineOperation({
  name: "restore-print",
  family: "composition",
  title: "restore an old print",
  examples: [
    "restore this old photo",
    "remove the scratches",
    "remove the dust and scratches",
    "fix the faded colours",
  ],
  schema: z.object({ what: z.enum(["marks", "fade", "both"]) }),
  changes: ["content", "colour", "light", "contrast"],
  regional: false,
  phrases: [
    {
      means: "marks" as const,
      say: [
        `${REMOVE} away/out/off/up? all? ${MARKS} marks/spots? from/on? ${PRINT}? print?`,
        `${REMOVE} away/out/off/up? all? ${MARKS} and ${MARKS} marks/spots? from/on? ${PRINT}? print?`,
        `get rid all? ${MARKS}`,
        `get rid all? ${MARKS} and ${MARKS}`,
        "scratch/dust removal",
        "dust and scratch/scratches removal?",
        "descratch/dedust",
      ],
    },
    {
      means: "fade" as const,
      say: [
        "fix/correct/restore/repair/revive/rescue/recover/refresh faded/washed/lost colours/colour back?",
        "fix/correct/restore/repair/reverse/undo/remove fading",
        "bring back faded/lost/old colours",
        "{make} unfaded",
        "unfade",
        `yellowed ${PRINT}? print?`,
        `hasyellowed`,
        `${PRINT} print? hasyellowed`,
        `fix/correct/repair/restore/clean/undo/reverse/remove up? yellowed/yellowing/yellow ${PRINT}? print? colours?`,
        `{less}/remove/fix/correct/delete yellow/yellowed/yellowish/brown/brownish/sepia tint/cast/tinge/tone/colour/stain/haze from/on? ${PRINT} print?`,
        `{less}/remove/fix yellowing/yellowness from/on? ${PRINT}? print?`,
        `${PRINT}? faded print`,
        "restore colours",
      ],
    },
    {
      means: "both" as const,
      say: [
        `${RESTORE} ${PRINT}? print?`,
        `${RESTORE} ${PRINT} print?`,
        `{give}? ${PRINT}? print? restoration`,
        `clean/fix up? ${PRINT} print?`,
        `fix scratches/dust and faded/fading colours?`,
      ],
    },
  ],
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : { what: means }),
  sentence: ({ what }) => SENTENCES[what],
  async apply(raster, { what }, work) {
    const { mask, scratches, specks } =
      what === "fade" ? { mask: null, scratches: 0, specks: 0 } : await findMarks(raster, await work.cv(), work.signal);
    work.progress(0.3);
    const isMarked = scratches + specks > 0;
    const mended = mask === null || !isMarked ? raster : await mend(raster, mask, work);
    const tables = what === "marks" ? null : await unfadingTables(mended);
    if (!isMarked && tables === null) throw nothingFound(what);
    if (isMarked)
      work.note(
        `${counted(scratches, "scratch", "scratches")} and ${counted(specks, "speck", "specks")} were found and filled; thin straight things such as wires can be taken for scratches`,
      );
    else if (what === "both") work.note("No scratches and no dust were found for certain, so none were filled");
    if (tables !== null) throughTables(mended, tables, work.signal);
    else if (what === "both") work.note("The colours have their full range, so they were left as they are");
    return mended;
  },
});

const counted = (count: number, one: string, many: string): string =>
  `${count === 0 ? "no" : count} ${count === 1 ? one : many}`;

const MISSING: Readonly<Record<What, string>> = {
  marks: "No thin scratches and no specks of dust were found for certain",
  fade: "The colours of this picture have their full range: they are not faded",
  both: "No scratches, no dust and no fading were found for certain",
};

const nothingFound = (what: What): EngineError =>
  new EngineError("NOTHING_CHANGED", { detail: `${MISSING[what]}, so nothing was changed. It cost nothing.` });

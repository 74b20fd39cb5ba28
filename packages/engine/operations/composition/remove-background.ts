import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { inSlices } from "../../pixels/in-slices";
import { throughSharp } from "../../pixels/resize";
import { cleanFringe, subjectOf } from "../../regions/subject/on-background";

const REMOVE = "remove/delete/erase/drop/clear/knock/take/cut/eliminate/strip";
const BACKGROUND = "background/backdrop/bg";
const SUBJECT = "subject/person/man/woman/people/object/child/girl/boy/animal/dog/cat/bird/foreground/product/flower";

/** Cuts the subject out: all else becomes transparent. */
export const removeBackground = defineOperation({
  name: "remove-background",
  family: "composition",
  title: "remove the background",
  examples: [
    "remove the background",
    "make the background transparent",
    "cut out the subject",
    "transparent background please",
  ],
  schema: z.object({}),
  changes: ["content", "shape"],
  regional: false,
  once: true,
  phrases: [
    {
      means: null,
      say: [
        `${REMOVE} out/away? ${BACKGROUND}`,
        `${REMOVE} ${BACKGROUND} out/away`,
        `get rid ${BACKGROUND}`,
        `{make} ${BACKGROUND} transparent/invisible/disappear/vanish/empty`,
        `{make}? transparent ${BACKGROUND}`,
        `{give} transparent/no ${BACKGROUND}`,
        "{make}? transparent png",
        "save/export/download/give/output/deliver as? transparent png",
        `${BACKGROUND} removal`,
        `no ${BACKGROUND}`,
        `without ${BACKGROUND}`,
        `replace/change ${BACKGROUND} with? transparent/transparency`,
        `cut out main? ${SUBJECT}`,
        `cut main? ${SUBJECT} out`,
        `isolate/extract main? ${SUBJECT}`,
        `${REMOVE} everything/all/whatever/stuff behind/around/except/but ${SUBJECT}/him/her/me/us/them`,
        `cut him/her/me/us/them out`,
        `isolate him/her/me/us/them`,
        `isolate/extract main? ${SUBJECT} from ${BACKGROUND}`,
        `cut main? ${SUBJECT} out from? ${BACKGROUND}`,
        `separate main? ${SUBJECT} from ${BACKGROUND}`,
        `{keep} only main? ${SUBJECT}`,
        "cutout/isolate",
        "{make} cutout",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => (strength < 1 ? null : {}),
  sentence: () => "Cut the subject out with clean edges; the background becomes transparent.",
  async apply(raster, _params, work) {
    const { mask, wasCutOut } = await subjectOf(raster, work);
    if (wasCutOut) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "The background of this picture is transparent already, so nothing was changed. It cost nothing.",
      });
    }
    work.progress(0.7);
    await cleanFringe(raster, mask, work.signal);
    const out = raster.channels === 4 ? raster : await throughSharp(raster, (image) => image.ensureAlpha());
    const { data } = out;
    inSlices(out.width * out.height, work.signal, (from, to) => {
      for (let pixel = from; pixel < to; pixel++) {
        const at = pixel * 4;
        const alpha = Math.round(((data[at + 3] ?? 0) * (mask.values[pixel] ?? 0)) / 255);
        // What is removed is gone, not hidden.
        if (alpha === 0) {
          data[at] = 0;
          data[at + 1] = 0;
          data[at + 2] = 0;
        }
        data[at + 3] = alpha;
      }
    });
    return out;
  },
});

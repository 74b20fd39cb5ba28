import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Mask, Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { findMask } from "../../regions/find-mask";
import { headsOf, placeWindow } from "../../regions/people/heads";
import type { Work } from "../../work";

/** Room that is left around the subject, in percent of its longer side. */
const USUAL_ROOM = 12;

/** Share of the subject that may lie outside of its box on each side: single pixels are no subject. */
const STRAY = 0.004;

const CROP = "crop/trim/cropped/cropping/zoom";
const AROUND = "around/on/onto/at/for/down";
const SUBJECT = "subject/person/man/woman/people/object/child/girl/boy/animal/dog/cat/bird/main/me/him/us";

/** Crops to the subject with some room around it, in a ratio if one was said. */
export const cropToSubject = defineOperation({
  name: "crop-to-subject",
  family: "geometry",
  title: "crop around the subject",
  examples: ["crop around the subject", "crop to 4:5 around the person", "crop it to a square around the subject"],
  schema: z.object({
    /** Ratio; 0: as the subject is. */
    width: z.number().min(0).max(100),
    height: z.number().min(0).max(100),
    room: z.number().min(0).max(100),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    { ratio: "", shape: null },
    { ratio: "{ratio} ", shape: null },
    { ratio: "square ", shape: { width: 1, height: 1 } },
  ].flatMap(({ ratio, shape }) => [
    {
      means: { shape, tight: false },
      say: [
        `${CROP} in? closely/close? ${ratio}${AROUND} ${SUBJECT} subject/object?`,
        `${CROP} ${AROUND} ${SUBJECT} subject? ${ratio}`.trim(),
        `crop ${ratio}main? subject`,
        `{make}? ${ratio}crop ${AROUND} ${SUBJECT} subject?`,
      ],
    },
    {
      means: { shape, tight: true },
      say: [
        `${CROP} ${ratio}tightly/tight/closely ${AROUND} ${SUBJECT} subject?`,
        `${CROP} ${ratio}${AROUND} ${SUBJECT} subject? tightly`,
      ],
    },
  ]),
  amounts: [],
  params({ means, slots }) {
    const { width, height } = means.shape ?? slots.ratio ?? { width: 0, height: 0 };
    return { width: rounded(width), height: rounded(height), room: means.tight ? 2 : USUAL_ROOM };
  },
  sentence({ width, height }) {
    const shape = width === 0 ? "" : width === height ? " to a square" : ` to ${width}:${height}`;
    return `Crop the picture${shape} around its subject.`;
  },
  async apply(raster, { width, height, room }, work) {
    const box = boxOf(await findMask(raster, [{ name: "subject" }], work));
    const window = fitted(box, raster, width > 0 && height > 0 ? width / height : null, room / 100);
    const crop = await keepHeads(window, box, raster, work);
    if (crop.width === raster.width && crop.height === raster.height) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "The subject fills this picture already, so there was nothing to crop away. It cost nothing.",
      });
    }
    return throughSharp(raster, (image) => image.extract(crop));
  },
});

type Box = { left: number; top: number; width: number; height: number };

/** The box around all of a mask but strays. */
function boxOf({ values, width, height }: Mask): Box {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] ?? 0) < 128) continue;
      columns[x] = (columns[x] ?? 0) + 1;
      rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  const [left, right] = reach(columns);
  const [top, bottom] = reach(rows);
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function reach(counts: Float64Array): [first: number, last: number] {
  const most = counts.reduce((sum, count) => sum + count, 0) * STRAY;
  const from = (indices: Iterable<number>): number => {
    let passed = 0;
    for (const index of indices) {
      passed += counts[index] ?? 0;
      if (passed > most) return index;
    }
    return 0;
  };
  return [from(counts.keys()), from([...counts.keys()].toReversed())];
}

/** Moves what cannot hold all of the subject to where its heads are, if it has any. */
async function keepHeads(window: Box, box: Box, raster: Raster, work: Work): Promise<Box> {
  const [isNarrow, isLow] = [window.width < box.width, window.height < box.height];
  if (!isNarrow && !isLow) return window;
  const heads = (await headsOf(raster, work)).filter(({ left, top, width, height }) => {
    const [x, y] = [left + width / 2 - box.left, top + height / 2 - box.top];
    return x >= 0 && y >= 0 && x <= box.width && y <= box.height;
  });
  if (heads.length === 0) return window;
  const { left, top } = placeWindow(heads, raster, window);
  return { ...window, left: isNarrow ? left : window.left, top: isLow ? top : window.top };
}

/** The box with room around it, widened or heightened to the ratio, inside the picture. */
function fitted(box: Box, picture: { width: number; height: number }, ratio: number | null, room: number): Box {
  const extra = Math.max(box.width, box.height) * room;
  let width = Math.min(picture.width, box.width + 2 * extra);
  let height = Math.min(picture.height, box.height + 2 * extra);
  if (ratio !== null) {
    if (width / height < ratio) width = height * ratio;
    else height = width / ratio;
    const shrink = Math.min(1, picture.width / width, picture.height / height);
    width *= shrink;
    height *= shrink;
  }
  const size = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  const place = (start: number, length: number, all: number, most: number): number =>
    Math.round(Math.min(most - length, Math.max(0, start + (all - length) / 2)));
  return {
    ...size,
    left: place(box.left, size.width, box.width, picture.width),
    top: place(box.top, size.height, box.height, picture.height),
  };
}

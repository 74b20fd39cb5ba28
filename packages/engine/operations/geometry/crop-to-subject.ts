import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import type { Place } from "../../plan";
import { headsOf, placeWindow, type Span } from "../../regions/people/heads";
import { boxOfWho, WHICH, type Which, WHO, type Who } from "../../regions/subject-box";
import type { Work } from "../../work";

/** Room that is left around the subject, in percent of its longer side. */
const USUAL_ROOM = 12;

const CROP = "crop/trim/cropped/cropping/zoom/zoomed";
const AROUND = "around/on/onto/at/for/down";
const NEAR = "closer/tighter/closely/tightly/tight/close/nearer/in?";

/** What it is cropped to. What is neither somebody nor whatever the picture is about is a thing by its name. */
const NOUNS: ReadonlyArray<readonly [who: Who, words: string]> = [
  ["subject", "subject/main/object"],
  ["person", "person/man/woman/child/girl/boy/baby/kid/lady/guy/bride/groom/him/her/me"],
  ["people", "people/couple/family/group/everyone/everybody/us/both/two/men/women/children/kids"],
  [
    "thing",
    "dog/cat/bird/animal/horse/pet/puppy/kitten/butterfly/insect/cow/sheep/rabbit/car/bike/bicycle/scooter/motorbike/boat/ship/truck/bus/train/" +
      "flower/rose/tulip/daisy/house/building/church/tower/bridge/tree/product/bottle/glass/cup/plate/food/cake/sign/laptop/chair/statue",
  ],
];

const SHAPES = [
  { ratio: "", shape: null },
  { ratio: "{ratio} ", shape: null },
  { ratio: "square ", shape: { width: 1, height: 1 } },
];

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
    who: z.enum(WHO).default("subject"),
    which: z.enum(WHICH).default("any"),
  }),
  changes: ["shape"],
  regional: false,
  phrases: SHAPES.flatMap(({ ratio, shape }) =>
    NOUNS.flatMap(([who, words]) => [
      {
        means: { shape, tight: false, who },
        say: [
          `${CROP} in? ${NEAR} ${ratio}${AROUND}? both/two? ${words} subject/object?`,
          `${CROP} ${AROUND} ${words} subject? ${ratio}`.trim(),
          `{make}? ${ratio}crop ${AROUND} ${words} subject?`,
          `${CROP} ${NEAR.slice(0, -1)} ${ratio}${AROUND}? both/two? ${words} subject?`,
          `${CROP} ${ratio}main? ${words} only/alone?`,
          ...(who === "person"
            ? [`${CROP} ${NEAR} ${ratio}${AROUND}? only/just? ${words} on/at? {place} only? side/hand?`]
            : []),
        ],
      },
      {
        means: { shape, tight: true, who },
        say: [
          `${CROP} ${ratio}tightly/tight/closely ${AROUND} ${words} subject?`,
          `${CROP} ${ratio}${AROUND} ${words} subject? tightly`,
        ],
      },
    ]),
  ),
  amounts: [],
  params({ means, slots }) {
    const { width, height } = means.shape ?? slots.ratio ?? { width: 0, height: 0 };
    const which = whichOf(slots.place);
    if (which === null) return null;
    return {
      width: rounded(width),
      height: rounded(height),
      room: means.tight ? 2 : USUAL_ROOM,
      who: means.who,
      which,
    };
  },
  sentence({ width, height, who, which }) {
    const shape = width === 0 ? "" : width === height ? " to a square" : ` to ${width}:${height}`;
    return `Crop the picture${shape} around ${nameOf(who, which)}.`;
  },
  async apply(raster, { width, height, room, who, which }, work) {
    const box = await boxOfWho(raster, who, which, work);
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

const NAMES: Readonly<Record<Who, string>> = {
  subject: "its subject",
  person: "the person in it",
  people: "the people in it",
  thing: "what stands out in it",
};

function whichOf(place: Place | undefined): Which | null {
  if (place === undefined) return "any";
  if (place === "centre") return "middle";
  return place === "left" || place === "right" ? place : null;
}

const nameOf = (who: Who, which: Which): string =>
  which === "any" ? NAMES[who] : `the person ${which === "middle" ? "in the middle" : `on the ${which}`}`;

/** Moves what cannot hold all of the subject to where its heads are, if it has any. */
async function keepHeads(window: Span, box: Span, raster: Raster, work: Work): Promise<Span> {
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
function fitted(box: Span, picture: { width: number; height: number }, ratio: number | null, room: number): Span {
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

import { z } from "zod";
import { EngineError } from "../../errors";
import { clamp, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { PLACES, type Place } from "../../plan";
import { notFound } from "../../regions/failures";
import { headOf, type Span } from "../../regions/people/heads";
import { facesOf } from "../../regions/people/people-mask";
import type { Work } from "../../work";

const FACE = "face/faces/head/heads";
const WHOSE = "her/man/woman/girl/boy/child/baby/person/people/subject";
const ON = "on/onto/around/at/for";

/** How much larger what is left is shown, usually and at most. */
const USUAL = 1.5;
const MOST = 8;

/** How much of the picture's height and width a head, or all of them, fill then. */
const OF_HEIGHT = 0.5;
const OF_WIDTH = 0.75;

/** A part of the picture in its own proportions: its middle, one of its sides, or a face. */
export const zoom = defineOperation({
  name: "zoom",
  family: "geometry",
  title: "zoom in",
  examples: ["zoom in", "zoom in a bit", "zoom in on the face", "zoom in on the left side", "zoom in 2x"],
  schema: z.object({
    on: z.enum([...PLACES, "face"] as const),
    /** Without meaning for a face, which is shown as large as a portrait has it. */
    factor: z.number().gt(1).max(MOST),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    { means: "place" as const, say: ["zoom/zoomed closer?", "zoom closer/further", "zoom/zoomed {more}"] },
    { means: "place" as const, say: [`zoom ${ON}? {place} side/half/part/corner/area/third?`, "zoom {up}"] },
    {
      means: "face" as const,
      say: [
        `zoom/zoomed closer? ${ON}? ${WHOSE}? ${FACE}`,
        `crop/cropped in? closely/tightly/close/closer/tighter/nearer? ${ON}? ${WHOSE}? ${FACE}`,
        `{make}/crop ${ON}? head and shoulders`,
        `{make}/crop headshot`,
        `headshot`,
        `{make}? closeup ${ON}? ${WHOSE}? face`,
        `{make}? close up ${ON}? ${WHOSE}? face`,
      ],
    },
  ],
  amounts: ["percent", "times"],
  params({ means, slots, strength, amount }) {
    if (means === "face") return amount === null ? { on: "face" as const, factor: USUAL } : null;
    const figure = amount?.unit === "percent" ? percentOf(amount) : amount?.value;
    // "A bit": 1.25 times; "a lot": 2.25 times.
    const factor = figure ?? (strength > 1 ? USUAL * Math.min(strength, 2) * 0.9375 : 1 + (USUAL - 1) * strength);
    return factor > 1 && factor <= MOST ? { on: slots.place ?? ("centre" as const), factor: rounded(factor) } : null;
  },
  sentence({ on, factor }, exact) {
    if (on === "face") return "Crop the picture to the face or the faces in it, in its own proportions.";
    const where =
      on === "centre" ? "its middle" : `its ${on.replace("-", " ")}${on.includes("-") ? " corner" : " side"}`;
    const much = exact ? `, ${factor} times` : factor < 1.4 ? " a bit" : factor > 1.8 ? " a lot" : "";
    return `Zoom in on ${where}${much}: crop the picture in its own proportions.`;
  },
  async apply(raster, { on, factor }, work) {
    const window = on === "face" ? await onFaces(raster, work) : atPlace(raster, on, factor);
    if (window.width === raster.width && window.height === raster.height && on === "face") {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "The face fills this picture already, so there was nothing to crop away. It cost nothing.",
      });
    }
    return throughSharp(raster, (image) => image.extract(window));
  },
});

/** "To 150 %" and "by 50 %" are the same. */
const percentOf = ({ value, after }: { value: number; after?: "to" | "by" }): number =>
  after === "to" || (after === undefined && value > 100) ? value / 100 : 1 + value / 100;

function atPlace({ width, height }: Raster, place: Place, factor: number): Span {
  const size = { width: Math.max(1, Math.round(width / factor)), height: Math.max(1, Math.round(height / factor)) };
  const across = place.includes("left") ? 0 : place.includes("right") ? 1 : 0.5;
  const down = place.includes("top") ? 0 : place.includes("bottom") ? 1 : 0.5;
  return { ...size, left: Math.round((width - size.width) * across), top: Math.round((height - size.height) * down) };
}

/** A window of the picture's proportions about all of its heads. */
async function onFaces(raster: Raster, work: Work): Promise<Span> {
  const heads = (await facesOf(raster, work)).map(headOf);
  if (heads.length === 0) throw notFound("a face");
  if (heads.length > 1) work.note(`${heads.length} faces were found, and all of them are in the picture`);
  const left = Math.min(...heads.map((head) => head.left));
  const top = Math.min(...heads.map((head) => head.top));
  const right = Math.max(...heads.map((head) => head.left + head.width));
  const bottom = Math.max(...heads.map((head) => head.top + head.height));
  const share = Math.max((bottom - top) / OF_HEIGHT / raster.height, (right - left) / OF_WIDTH / raster.width);
  const [width, height] = [raster.width, raster.height].map((side) => clamp(Math.round(side * share), 1, side));
  if (width === undefined || height === undefined) throw new Error("A size has two sides");
  return {
    left: clamp(Math.round((left + right - width) / 2), 0, raster.width - width),
    // Somewhat more of what is below, as in a portrait.
    top: clamp(Math.round((top + bottom) / 2 - height * 0.45), 0, raster.height - height),
    width,
    height,
  };
}

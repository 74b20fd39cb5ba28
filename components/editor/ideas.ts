/** A small picture to try Mizual with, and a request that every engine can carry out. */
export type Sample = {
  /** In the address that takes it: `/?sample=lake`. */
  id: string;
  src: string;
  /** The same, as small as the home page shows it. */
  card: string;
  name: string;
  title: string;
  prompt: string;
  credit: string;
};

const PAINTED = "Painted by code for Mizual, CC0 1.0";

/** Sources and licences stand in public/samples/SOURCES.md as well. */
export const SAMPLES: readonly Sample[] = [
  {
    id: "lake",
    src: "/samples/lake.webp",
    card: "/samples/cards/lake.webp",
    name: "lake.webp",
    title: "Mountain lake at dusk",
    prompt: "Turn it into a sunset",
    credit: PAINTED,
  },
  {
    id: "fruit",
    src: "/samples/fruit.webp",
    card: "/samples/cards/fruit.webp",
    name: "fruit.webp",
    title: "Three fruits on a table",
    prompt: "Make it black and white except everything orange",
    credit: PAINTED,
  },
  {
    id: "parrots",
    src: "/samples/parrots.webp",
    card: "/samples/cards/parrots.webp",
    name: "parrots.webp",
    title: "Stained glass with two parrots",
    prompt: "Turn it into pop art",
    credit: "Stained glass window with parrots. The Metropolitan Museum of Art, public domain",
  },
  {
    id: "harvesters",
    src: "/samples/harvesters.webp",
    card: "/samples/cards/harvesters.webp",
    name: "harvesters.webp",
    title: "Wheat field by Pieter Bruegel",
    prompt: "Make the sky more dramatic",
    credit: "The Harvesters, Pieter Bruegel the Elder, 1565. The Metropolitan Museum of Art, public domain",
  },
];

/** What every engine can do with any picture: nothing has to be found in it first. */
const ANYWHERE: readonly string[] = [
  "Warm it up a little",
  "Black and white with more contrast",
  "Give it a cinematic look",
  "Turn it into a watercolour",
  "Make it pop and add a vignette",
];

/** A crop counts as one where it takes off at least this share of a side. */
const WORTH_CROPPING = 0.02;

/** Requests that the draft of a picture of this size suggests, in pixels; `null`: it is not known yet. */
export function ideasFor(size: { width: number; height: number } | null): readonly string[] {
  if (size === null) return ANYWHERE;
  const isSquare = Math.abs(size.width / size.height - 1) < WORTH_CROPPING;
  return [...ANYWHERE, isSquare ? "Crop to 16:9" : "Crop it to a square"];
}

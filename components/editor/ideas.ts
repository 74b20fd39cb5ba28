/** A small picture to try Mizual with, and a request that every engine can carry out. */
export type Sample = { src: string; name: string; title: string; prompt: string; credit: string };

const PAINTED = "Painted by code for Mizual, CC0 1.0";

/** Sources and licences stand in public/samples/SOURCES.md as well. */
export const SAMPLES: readonly Sample[] = [
  {
    src: "/samples/harvesters.webp",
    name: "harvesters.webp",
    title: "Wheat field by Pieter Bruegel",
    prompt: "Make the sky more dramatic",
    credit: "The Harvesters, Pieter Bruegel the Elder, 1565. The Metropolitan Museum of Art, public domain",
  },
  {
    src: "/samples/lake.webp",
    name: "lake.webp",
    title: "Mountain lake at dusk",
    prompt: "Turn it into a sunset",
    credit: PAINTED,
  },
  {
    src: "/samples/fruit.webp",
    name: "fruit.webp",
    title: "Three fruits on a table",
    prompt: "Make it black and white except everything orange",
    credit: PAINTED,
  },
  {
    src: "/samples/parrots.webp",
    name: "parrots.webp",
    title: "Stained glass with two parrots",
    prompt: "Make the colours richer, then add a white border",
    credit: "Stained glass window with parrots. The Metropolitan Museum of Art, public domain",
  },
];

/** Requests that the draft of a picture suggests: every engine can carry them out. */
export const SUGGESTIONS: readonly string[] = [
  "Make the sky more dramatic",
  "Warm it up a little",
  "Black and white with more contrast",
  "Turn it into a watercolour",
  "Crop to 16:9 and sharpen",
  "Blur the background",
];

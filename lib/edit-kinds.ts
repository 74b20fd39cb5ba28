// Imports nothing: enhancers name the kinds, rows keep them, the operator's page says them.

/**
 * What kinds of edits there are, with what a person reads. The local engine's families come first, under their names
 * there; the others are for what only a generative editor does.
 */
export const EDIT_KINDS = {
  light: "Light and contrast",
  colour: "Colour",
  looks: "Looks and styles",
  focus: "Sharpness and blur",
  geometry: "Crop, size and frames",
  composition: "Background, text, erasing",
  weather: "Weather and light effects",
  objects: "Things added or replaced",
  people: "People and faces",
  other: "Something else",
} as const;

export type EditKind = keyof typeof EDIT_KINDS;

export const EDIT_KIND_NAMES = Object.keys(EDIT_KINDS) as [EditKind, ...EditKind[]];

/** Whether a word names a kind of edit. */
export const isEditKind = (word: string): word is EditKind => Object.hasOwn(EDIT_KINDS, word);

import { PLACES } from "../../../plan";

/** Where light may come from: a place by word, or `auto` where the picture itself is brightest. */
export const SOURCES = [...PLACES, "auto"] as const;

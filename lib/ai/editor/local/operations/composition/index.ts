import type { Operation } from "../../operation";

/** What is in the picture: background, objects, text. */
export const COMPOSITION_OPERATIONS: readonly Operation[] = [];

import { createSpeller } from "./spelling";
import { VOCABULARY } from "./vocabulary";

/** The speller for all that means something here. */
export const SPELLER = createSpeller(VOCABULARY);

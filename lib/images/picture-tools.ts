import { keepOutsideMask } from "./keep-outside-mask";
import { shrinkPicture } from "./shrink-picture";

/** What hosted editors need done to pictures. */
export const pictureTools = { shrink: shrinkPicture, keepOutside: keepOutsideMask };

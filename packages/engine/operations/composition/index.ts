import type { Operation } from "../../operation";
import { backgroundColour } from "./background-colour";
import { backgroundGradient } from "./background-gradient";
import { blackOut } from "./black-out";
import { beforeAfter } from "./before-after";
import { caption } from "./caption";
import { dateStamp } from "./date-stamp";
import { coverLine } from "./cover-line";
import { eraseCorner } from "./erase-corner";
import { meme } from "./meme";
import { removeBackground } from "./remove-background";
import { removeDateStamp } from "./remove-date-stamp";
import { restorePrint } from "./restore-print";
import { watermark } from "./watermark";
import { writeText } from "./write-text";

/** What is in the picture: background, objects, text. */
export const COMPOSITION_OPERATIONS: readonly Operation[] = [
  removeBackground,
  backgroundColour,
  backgroundGradient,
  removeDateStamp,
  eraseCorner,
  restorePrint,
  blackOut,
  coverLine,
  caption,
  watermark,
  meme,
  dateStamp,
  writeText,
  beforeAfter,
];

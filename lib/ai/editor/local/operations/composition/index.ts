import type { Operation } from "../../operation";
import { backgroundColour } from "./background-colour";
import { backgroundGradient } from "./background-gradient";
import { beforeAfter } from "./before-after";
import { caption } from "./caption";
import { removeBackground } from "./remove-background";
import { watermark } from "./watermark";
import { writeText } from "./write-text";

/** What is in the picture: background, objects, text. */
export const COMPOSITION_OPERATIONS: readonly Operation[] = [
  removeBackground,
  backgroundColour,
  backgroundGradient,
  caption,
  watermark,
  writeText,
  beforeAfter,
];

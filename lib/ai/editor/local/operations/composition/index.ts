import type { Operation } from "../../operation";
import { beforeAfter } from "./before-after";
import { caption } from "./caption";
import { watermark } from "./watermark";
import { writeText } from "./write-text";

/** What is in the picture: background, objects, text. */
export const COMPOSITION_OPERATIONS: readonly Operation[] = [caption, watermark, writeText, beforeAfter];

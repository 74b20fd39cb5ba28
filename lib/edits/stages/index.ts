import { editStage } from "./edit";
import { enhanceStage } from "./enhance";
import type { Stage } from "./stage";
import { uploadStage } from "./upload";

/** The stages of a run, in order. */
export const STAGES: readonly Stage[] = [enhanceStage, editStage, uploadStage];

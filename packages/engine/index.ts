/** An engine that edits photographs by plain words. `README.md` shows its use; what is not exported here is its own. */
export {
  type EditRequest,
  editPicture,
  type EncodedPicture,
  familyOf,
  readRequest,
  type ReadRequest,
  type Vocabulary,
  vocabulary,
  type VocabularyEntry,
} from "./engine";
export { EngineError, type EngineErrorCode } from "./errors";
export { type EditPlan, editPlanSchema, type PlannedOperation, type Region } from "./plan";
export type { PictureAnalysis } from "./pixels/raster";
export type { Turn } from "./worker/thread";

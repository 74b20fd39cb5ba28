// The code of each stage, under the name of its status in `lib/lifecycle.ts`; the run asks for every one.
// Written by `npx tsx scripts/list-stages.ts`.
export { enhanceStage as enhancing_prompt } from "./enhance";
export { imageStage as processing_image } from "./image";
export { uploadStage as uploading_result } from "./upload";

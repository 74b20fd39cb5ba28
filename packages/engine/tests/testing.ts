/** What tests of a product with the engine need of its inside. */
export { encode } from "../render";
export { understand } from "./operations";
export { createThreadPool } from "../worker/thread-pool";
export { colourful, paint, type Pixel } from "./rasters";

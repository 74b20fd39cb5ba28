import type * as OpenCv from "@techstark/opencv-js";
import { createRequire } from "node:module";

/** OpenCV's wasm build: https://docs.opencv.org/5.x/. Every `Mat` that is made must be deleted again. */
export type Cv = typeof OpenCv;

const require = createRequire(import.meta.url);

let loading: Promise<Cv> | undefined;

/**
 * Loads OpenCV once per thread: about 0.3 s and 120 MB, so only where an operation needs it. Its calls
 * hold the thread they are made on: the product makes them on a worker thread alone.
 */
export function loadOpenCv(): Promise<Cv> {
  // The package exports a promise, which `import` would take for a module with a broken `then`.
  loading ??= require("@techstark/opencv-js") as Promise<Cv>;
  return loading;
}

type Deletable = { delete(): void };

/**
 * Runs work with OpenCV and deletes each matrix that it handed to `mat` when it is done or fails: their memory
 * is that of the wasm, which nothing else gives back.
 * @example withMats((mat) => { const out = mat(new cv.Mat()); cv.erode(…, out, …); return out.data.slice(); })
 */
export function withMats<Result>(work: (mat: <M extends Deletable>(made: M) => M) => Result): Result {
  const made: Deletable[] = [];
  try {
    return work((mat) => {
      made.push(mat);
      return mat;
    });
  } finally {
    for (const mat of made) mat.delete();
  }
}

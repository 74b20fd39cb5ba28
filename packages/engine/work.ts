import { EngineError } from "./errors";
import { type Cv, loadOpenCv } from "./pixels/opencv";
import type { Raster } from "./pixels/raster";
import type { StopSignal } from "./stop-signal";

/** What an operation gets beside the picture: a way out, a way to tell how far it is, and OpenCV. */
export type Work = {
  /** Aborted when nobody waits for the result any more; look at it between slices of work. */
  readonly signal: StopSignal;
  /** The edit that it belongs to: what was seen in a picture is remembered by it, and looked for once. */
  readonly edit: object;
  /** Tells how much of this operation is done, 0..1. Cheap to call often. */
  progress(share: number): void;
  /** Tells the person something of what was done, as a sentence without its full stop. */
  note(text: string): void;
  /** How thick the largest piece of the part is that it is done to, in pixels; `null`: it is done to the whole picture. */
  readonly part: number | null;
  /** OpenCV, loaded at the first call. */
  cv(): Promise<Cv>;
  /**
   * Another version of the picture's chain: 0 the original upload, n the result of its n-th edit. Only
   * those that the operation names in `needs`.
   * @throws {EngineError} `NOT_UNDERSTOOD` when there is no such version.
   */
  version(number: number): Promise<Raster>;
};

/** Work that nobody listens to, with OpenCV and without other versions; what there is is added to it. */
export const quietWork = (signal: StopSignal = new AbortController().signal): Work => ({
  signal,
  edit: {},
  progress: () => {},
  note: () => {},
  part: null,
  cv: loadOpenCv,
  version: (number) => Promise.reject(noVersion(number)),
});

/** The failure for a version that the chain does not have. */
export const noVersion = (number: number): EngineError =>
  new EngineError("NOT_UNDERSTOOD", {
    detail: `There is no version ${number} of this picture to compare with. Nothing was done; this cost nothing.`,
  });

/** Reads another version of the picture's chain: 0 the original, n the result of its n-th edit; `null`: there is none. */
export type ReadVersion = (number: number) => Promise<Uint8Array | null>;

/**
 * The other versions of the chain that operations need, each read once, and no more.
 * @throws {EngineError} `NOT_UNDERSTOOD` when there is no such version.
 */
export async function readVersions(
  needs: readonly number[],
  read: ReadVersion | undefined,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const versions = new Map<number, Uint8Array>();
  for (const number of new Set(needs)) {
    const bytes = (await read?.(number)) ?? null;
    if (bytes === null) throw noVersion(number);
    versions.set(number, bytes);
  }
  return versions;
}

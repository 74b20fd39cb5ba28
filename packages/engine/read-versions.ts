import { noVersion } from "./work";
import type { Versions } from "./worker/messages";

/** Reads another version of the picture's chain: 0 the original, n the result of its n-th edit; `null`: there is none. */
export type ReadVersion = (number: number) => Promise<Uint8Array | null>;

/**
 * The other versions of the chain that operations need, each read once, and no more.
 * @throws {EngineError} `NOT_UNDERSTOOD` when there is no such version.
 */
export async function readVersions(needs: readonly number[], read: ReadVersion | undefined): Promise<Versions> {
  const versions = new Map<number, Uint8Array>();
  for (const number of new Set(needs)) {
    const bytes = (await read?.(number)) ?? null;
    if (bytes === null) throw noVersion(number);
    versions.set(number, bytes);
  }
  return versions;
}

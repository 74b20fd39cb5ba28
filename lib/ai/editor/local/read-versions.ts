import type { SubmitRequest } from "@/lib/providers/port";
import { noVersion } from "./work";
import type { Versions } from "./worker/messages";

/**
 * The other versions of the chain that operations need, each read once, and no more.
 * @throws {AppError} `REQUEST_NOT_UNDERSTOOD` when there is no such version.
 */
export async function readVersions(
  needs: readonly number[],
  { version }: Pick<SubmitRequest, "version">,
): Promise<Versions> {
  const versions = new Map<number, Uint8Array>();
  for (const number of new Set(needs)) {
    const bytes = (await version?.(number)) ?? null;
    if (bytes === null) throw noVersion(number);
    versions.set(number, bytes);
  }
  return versions;
}

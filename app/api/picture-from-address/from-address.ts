import { AppError } from "@/lib/errors";
import { createFairShare } from "@/lib/fair-share";
import { createClientTurns } from "@/lib/images/client-turns";
import { PICTURE_LIMITS } from "@/lib/images/limits";
import { sniffImage } from "@/lib/images/sniff";
import type { Requester } from "@/lib/limits/rate-limiter";
import { createProviderDownload, DownloadFailure, type ProviderDownload } from "@/lib/download";

/** A name that belongs to nobody, for good: whatever is asked is a public host by https, as for results of providers. */
const NOBODY = { domain: "invalid", baseUrl: "https://invalid" };

/** Milliseconds for all hops and the last byte. */
const LONGEST_MS = 20_000;

const MEGABYTES = PICTURE_LIMITS.bytes / 1024 / 1024;

/** What waits of one browser, and of all behind one address. */
const turns = createClientTurns({ browser: 2, address: 8 }, { apart: true });

/** At once: each may hold 20 MB for 20 s. */
const places = createFairShare({ most: 6, perClient: 3 });

const guarded = createProviderDownload(NOBODY);

/**
 * Takes a picture from a public address, as it is, one at a time for each browser and three for all behind an
 * address. Each hop is judged anew when it is
 * connected to: https on its usual port, no address of this machine, of a local network or of a cloud's metadata.
 * @param download another way to get there, for tests.
 * @throws {AppError} ADDRESS_NOT_ALLOWED, ADDRESS_NOT_REACHED, IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_SUPPORTED; UNAVAILABLE
 *   while too many of this client are under way.
 */
export async function pictureFromAddress(
  address: string,
  requester: Requester,
  download: ProviderDownload = guarded,
): Promise<Buffer> {
  return turns.run(requester, async () => {
    const bytes = await places.run(() => bytesAt(address, download));
    const found = sniffImage(bytes);
    if ("format" in found) return bytes;
    throw new AppError("IMAGE_TYPE_NOT_SUPPORTED", {
      detail: `What lies at that address is no picture that can be read, but ${found.name}. Use the address of the picture itself.`,
    });
  });
}

async function bytesAt(address: string, download: ProviderDownload): Promise<Buffer> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const { status, bytes } = await download(address, { most: PICTURE_LIMITS.bytes, signal, isResult: true });
    if (status === 200) return bytes;
    const detail = `The server at that address answered with ${status}, so no picture was taken.`;
    throw new AppError("ADDRESS_NOT_REACHED", { detail });
  } catch (error) {
    if (!(error instanceof DownloadFailure)) throw error;
    if (error.kind === "address") throw new AppError("ADDRESS_NOT_ALLOWED", { cause: error });
    if (error.kind !== "too-large") throw new AppError("ADDRESS_NOT_REACHED", { cause: error });
    const detail = `The picture at that address has more than ${MEGABYTES} MB; up to ${MEGABYTES} MB are allowed.`;
    throw new AppError("IMAGE_TOO_LARGE", { detail, cause: error });
  }
}

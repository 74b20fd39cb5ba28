import type { UploadTicket } from "@/lib/uploads/schema";
import { networkFailure, readFailure, RequestFailure } from "./request-failure";
import { type SendOptions, sendWithProgress } from "./send-with-progress";
import { uploadRefused } from "./upload-refused";

/** Milliseconds without progress after which a store counts as out of reach. */
const SILENCE_MS = 30_000;

/**
 * Brings a picture to where the server keeps pictures, past the server, and answers the id to name
 * it by; `null` when it has to go to the server itself. Throws a `RequestFailure`.
 */
export async function uploadPicture(picture: Blob, options: SendOptions): Promise<string | null> {
  const ticket = await announce(picture, options.signal);
  if ("client_token" in ticket) {
    const { putToBlob } = await import("./put-to-blob").catch(() => Promise.reject(networkFailure()));
    await putToBlob(picture, ticket, options);
    return ticket.upload_id;
  }
  if (new URL(ticket.url).pathname === `/api/uploads/${ticket.upload_id}`) return null;
  return (await putTo(ticket, picture, options)) ? ticket.upload_id : null;
}

async function announce({ size, type }: Blob, signal: AbortSignal | undefined): Promise<UploadTicket> {
  const { status, body, header } = await sendWithProgress(
    {
      method: "POST",
      address: "/api/uploads",
      headers: { "Content-Type": "application/json" },
      // What it is turns out when it is used; some pictures have no type that a browser knows.
      body: JSON.stringify({ size, type: type.startsWith("image/") ? type : "image/unknown" }),
    },
    { signal },
  );
  if (status !== 200) throw readFailure(status, body, header);
  return body as UploadTicket;
}

/** False when not a byte of it was let out: a store that browsers cannot reach, or that does not know our origin. */
async function putTo(
  { method, url, headers }: Extract<UploadTicket, { url: string }>,
  picture: Blob,
  { onProgress, signal }: SendOptions,
): Promise<boolean> {
  let moved = false;
  const toSend = { method, address: url, headers, body: picture };
  const progress = (share: number) => {
    moved = true;
    onProgress?.(share);
  };
  try {
    const { status } = await sendWithProgress(toSend, { onProgress: progress, signal }, SILENCE_MS);
    if (status < 200 || status > 299) throw uploadRefused();
    return true;
  } catch (error) {
    if (!moved && error instanceof RequestFailure && error.code === "NETWORK") return false;
    throw error;
  }
}

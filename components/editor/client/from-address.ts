import { requestFailure } from "./request";
import { networkFailure, stopped } from "./request-failure";

/**
 * Has the server take a picture from a web address, as a file under the name that it has there. Throws a `RequestFailure`;
 * `ABORTED` when the signal stopped it.
 */
export async function fetchFromAddress(address: string, signal: AbortSignal): Promise<File> {
  const lost = () => Promise.reject(signal.aborted ? stopped() : networkFailure());
  const response = await fetch("/api/picture-from-address", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ address }),
    signal,
  }).catch(lost);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw requestFailure(response.status, body, (name) => response.headers.get(name));
  }
  const picture = await response.blob().catch(lost);
  return new File([picture], nameAt(address));
}

function nameAt(address: string): string {
  const last = URL.canParse(address) ? (new URL(address).pathname.split("/").at(-1) ?? "") : "";
  try {
    return decodeURIComponent(last) || "picture";
  } catch {
    return last;
  }
}

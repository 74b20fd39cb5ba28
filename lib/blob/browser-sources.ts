import type { ImagesConfig } from "./config";
import { vercelAddresses } from "./vercel-addresses";

/** What a page talks to besides our own origin, as sources of a content security policy. */
export type BrowserSources = { connect: readonly string[]; images: readonly string[] };

/**
 * Where pages send large pictures, and where they get public ones from. `browserApiUrl`: the address
 * of the Blob API that was built into the pages, where it is not the server's.
 */
export function browserSources(images: ImagesConfig, browserApiUrl: string | null): BrowserSources {
  if (images.kind === "files") return { connect: [], images: [] };
  if (images.kind === "s3")
    return { connect: [below(`${images.endpoint.replace(/\/+$/, "")}/${images.bucket}`)], images: [] };
  const { api, objects } = vercelAddresses(images);
  const shown = images.access === "public" ? [objects] : [];
  // A picture that is edited anew is fetched, not only shown.
  return { connect: [below(browserApiUrl ?? api), ...shown], images: shown };
}

/** A source that covers the address and all below it. */
const below = (address: string): string => {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname.replace(/\/*$/, "/")}`;
};

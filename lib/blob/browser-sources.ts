import type { ImagesConfig } from "./config";
import { vercelAddresses } from "./vercel-addresses";

/** What a page talks to besides our own origin, as sources of a content security policy. */
export type BrowserSources = { connect: readonly string[]; images: readonly string[] };

/**
 * Where pages send large pictures, and where they are sent to see one. `browserApiUrl`: the address
 * of the Blob API that was built into the pages, where it is not the server's.
 */
export function browserSources(images: ImagesConfig, browserApiUrl: string | null): BrowserSources {
  if (images.kind === "files") return { connect: [], images: [] };
  if (images.kind === "s3") {
    const bucket = below(`${images.endpoint.replace(/\/+$/, "")}/${images.bucket}`);
    return { connect: [bucket], images: images.showsPictures ? [bucket] : [] };
  }
  const { api, objects } = vercelAddresses(images);
  return { connect: [below(browserApiUrl ?? api)], images: images.showsPictures ? [objects] : [] };
}

/** A source that covers the address and all below it. */
const below = (address: string): string => {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname.replace(/\/*$/, "/")}`;
};

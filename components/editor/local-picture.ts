import { networkFailure } from "@/lib/editor-client/request-failure";

/** A picture that this browser holds: chosen, dropped, pasted, taken, a sample or a result. */
export type LocalPicture = {
  file: Blob;
  /** File name; the name of downloads begins with it. */
  name: string;
  /** Object URL of the bytes. */
  url: string;
};

/** Makes a file showable at once, from its own bytes. */
export function localPicture(file: Blob, name: string): LocalPicture {
  return { file, name, url: URL.createObjectURL(file) };
}

/** Takes a picture of the app's own into the browser. Throws a `RequestFailure`. */
export async function fetchPicture(address: string, name: string): Promise<LocalPicture> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok !== true) throw networkFailure();
  return localPicture(await response.blob(), name);
}

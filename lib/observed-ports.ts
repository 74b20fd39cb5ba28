import type { BlobStore } from "./blob/blob-store";
import { type CalledPart, observed } from "./observe";
import type { ImageEditor, PromptEnhancer } from "./providers/port";

const calling =
  (part: CalledPart, name: string) =>
  <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    observed({ kind: "call", part, name, operation }, work);

/** The editor, each of whose calls is told of to those who observe. */
export function observedEditor(editor: ImageEditor): ImageEditor {
  const call = calling("editor", editor.id);
  return {
    ...editor,
    submit: (request, signal) => call("submit", () => editor.submit(request, signal)),
    poll: (address, signal) => call("poll", () => editor.poll(address, signal)),
    fetch: (address, signal) => call("fetch", () => editor.fetch(address, signal)),
  };
}

/** The same of what enhances. */
export function observedEnhancer(enhancer: PromptEnhancer): PromptEnhancer {
  const call = calling("enhancer", enhancer.name);
  return { ...enhancer, enhance: (request, signal) => call("enhance", () => enhancer.enhance(request, signal)) };
}

/** The same of where pictures are kept. Of what is read, the time until it begins to come. */
export function observedStore(store: BlobStore): BlobStore {
  const call = calling("store", store.name);
  return {
    ...store,
    put: (key, bytes, type) => call("put", () => store.put(key, bytes, type)),
    get: (key) => call("get", () => store.get(key)),
    head: (key) => call("head", () => store.head(key)),
    delete: (keys) => call("delete", () => store.delete(keys)),
    check: () => call("check", () => store.check()),
  };
}

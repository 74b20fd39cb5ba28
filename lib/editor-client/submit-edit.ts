import { networkFailure, readFailure, RequestFailure } from "./request-failure";

/** What the person means to send. The same submission sent again keeps its key, so it is one edit. */
export type Submission = {
  /** `Idempotency-Key`. */
  key: string;
  prompt: string;
  /** `off`: the words go to the editor as they are. */
  enhance: "auto" | "off";
  /** A picture for a new chain, or the edit whose result is the source. */
  source: { picture: Blob } | { parent: string };
};

type SubmitOptions = {
  /** Share of the upload that has left the browser, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
};

/**
 * Sends one edit and answers its id once the server has accepted it. XMLHttpRequest, because fetch
 * doesn't tell how far an upload is. Throws a `RequestFailure`; `ABORTED` when the signal stopped it.
 */
export function submitEdit(submission: Submission, { onProgress, signal }: SubmitOptions = {}): Promise<string> {
  const { promise, resolve, reject } = withResolvers<string>();
  const request = new XMLHttpRequest();
  request.open("POST", "/api/edit-image");
  request.setRequestHeader("Idempotency-Key", submission.key);
  request.responseType = "text";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total);
  });
  request.addEventListener("error", () => reject(networkFailure()));
  request.addEventListener("abort", () => reject(new RequestFailure("Stopped before it was sent.", "ABORTED")));
  request.addEventListener("load", () => {
    const answer = parse(request.responseText);
    const id = (answer as { edit_id?: unknown } | null)?.edit_id;
    if (request.status === 200 && typeof id === "string") resolve(id);
    else reject(readFailure(request.status, answer, (name) => request.getResponseHeader(name)));
  });
  if (signal?.aborted === true) {
    reject(new RequestFailure("Stopped before it was sent.", "ABORTED"));
  } else {
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(formOf(submission));
  }
  return promise;
}

function formOf({ prompt, enhance, source }: Submission): FormData {
  const form = new FormData();
  form.set("prompt", prompt);
  form.set("enhance", enhance);
  if ("parent" in source) form.set("parent_edit_uuid", source.parent);
  // The file's own name is nobody's business.
  else form.set("image", source.picture, "picture");
  return form;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Promise.withResolvers is newer than some browsers that are in use.
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: RequestFailure) => void;
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

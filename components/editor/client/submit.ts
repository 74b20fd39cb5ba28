import type { EditNode } from "@/lib/edits/view-schema";
import type { UploadTicket } from "@/lib/uploads/schema";
import { type SendOptions, requestFailure, sendJson, sendWithProgress, uploadRefused } from "./request";
import { RequestFailure, networkFailure } from "./request-failure";
import { keepInTab, recallInTab } from "./storage";

/** What the person means to send. The same submission sent again keeps its key, so it is one edit. */
export type EditForm = {
  /** `Idempotency-Key`. */
  key: string;
  prompt: string;
  /** `off`: the words go to the editor as they are. */
  enhance: "auto" | "off";
  /** A paid engine gets all of the picture. */
  fullSize: boolean;
  /** Id of the engine that the person picked; `null`: the server's order. */
  engine: string | null;
  /**
   * A picture for a new chain, the edit to continue from, the version whose original is edited once more, or the edit
   * whose stored result begins a new chain.
   */
  source: { picture: Blob } | { parent: string } | { original: string } | { stored: string };
};

/** Bytes above which a picture goes past the server, where it can: some platforms take 4.5 MB in a request. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** The upload that belongs to the latest submission, so that the same, sent again, names the same picture. */
let uploaded: Uploaded | null = null;

type Uploaded = { key: string; uploadId: string };

const UPLOADED_KEY = "mizual:uploaded";

/** Also that of before a reload: named anew, the same submission would be another one. */
function uploadedFor(key: string): Uploaded | null {
  if (uploaded === null) {
    const [keptKey, uploadId] = (recallInTab(UPLOADED_KEY) ?? "").split(" ");
    if (keptKey === key && uploadId !== undefined) uploaded = { key, uploadId };
  }
  return uploaded?.key === key ? uploaded : null;
}

function setUploaded(next: Uploaded | null): void {
  uploaded = next;
  keepInTab(UPLOADED_KEY, next === null ? null : `${next.key} ${next.uploadId}`);
}

/**
 * Sends one edit and answers its id once the server has accepted it. Throws a `RequestFailure`;
 * `ABORTED` when the signal stopped it.
 */
export async function postEdit(submission: EditForm, options: SendOptions = {}): Promise<string> {
  const known = uploadedFor(submission.key) !== null;
  const answer = await sendEdit(submission, options);
  if (typeof answer === "string") return answer;
  if (!known || answer.code !== "UPLOAD_NOT_FOUND") throw answer;
  // What was uploaded for an earlier try is there no longer, and that try made no edit.
  setUploaded(null);
  const second = await sendEdit(submission, options);
  if (typeof second === "string") return second;
  throw second;
}

/** The id of the accepted edit, or why the server refused it. */
async function sendEdit(submission: EditForm, options: SendOptions): Promise<string | RequestFailure> {
  const uploadId = await uploadIdOf(submission, options);
  const { status, body, header } = await sendWithProgress(
    {
      method: "POST",
      address: "/api/edit-image",
      headers: { "Idempotency-Key": submission.key },
      body: formOf(submission, uploadId),
    },
    // A large picture has left by then.
    uploadId === null ? options : { signal: options.signal },
  );
  const id = (body as { edit_id?: unknown } | null)?.edit_id;
  if (status === 200 && typeof id === "string") return id;
  const { source } = submission;
  return requestFailure(status, body, header, "picture" in source && uploadId === null ? source.picture.size : null);
}

/**
 * Tells the server that nobody waits for what was sent under a key: what it has not accepted yet it will refuse, what it
 * has is canceled unless it is charged for. Answers the edit where there is one, in whatever state it is then. Throws a
 * `RequestFailure` when that is not certain.
 */
export async function cancelPosted(key: string): Promise<Partial<EditNode> | null> {
  try {
    const body = { idempotency_key: key, unless_charged: true };
    // As a header too: a browser whose first answer was lost becomes the owner.
    return (await sendJson("POST", "/api/edit-image/cancel", body, { "Idempotency-Key": key })) as Partial<EditNode>;
  } catch (error) {
    if (error instanceof RequestFailure && error.code === "EDIT_NOT_FOUND") return null;
    throw error;
  }
}

async function uploadIdOf({ key, source }: EditForm, options: SendOptions): Promise<string | null> {
  if (!("picture" in source) || source.picture.size <= LARGE_BYTES) return null;
  const known = uploadedFor(key);
  if (known !== null) return known.uploadId;
  const uploadId = await uploadPicture(source.picture, options, key);
  setUploaded(uploadId === null ? null : { key, uploadId });
  return uploadId;
}

function formOf({ prompt, enhance, fullSize, engine, source }: EditForm, uploadId: string | null): FormData {
  const form = new FormData();
  form.set("prompt", prompt);
  form.set("enhance", enhance);
  // Half is better than nothing, where it is said.
  form.set("best_effort", "true");
  if (fullSize) form.set("full_size", "true");
  if (engine !== null) form.set("editor", engine);
  if ("parent" in source) form.set("parent_edit_uuid", source.parent);
  else if ("original" in source) form.set("original_edit_uuid", source.original);
  else if ("stored" in source) form.set("source_edit_uuid", source.stored);
  else if (uploadId !== null) form.set("upload_id", uploadId);
  // The file's own name is nobody's business.
  else form.set("image", source.picture, "picture");
  return form;
}

/** Milliseconds without progress after which a store counts as out of reach. */
const SILENCE_MS = 30_000;

/**
 * Brings a picture to where the server keeps pictures, past the server, and answers the id to name
 * it by; `null` when it has to go to the server itself. Throws a `RequestFailure`.
 */
export async function uploadPicture(
  picture: Blob,
  options: SendOptions,
  key: string | null = null,
): Promise<string | null> {
  const ticket = await announce(picture, key, options.signal);
  if ("client_token" in ticket) {
    const { putToBlob } = await import("./put-to-blob").catch(() => Promise.reject(networkFailure()));
    await putToBlob(picture, ticket, options);
    return ticket.upload_id;
  }
  if (new URL(ticket.url).pathname === `/api/uploads/${ticket.upload_id}`) return null;
  return (await putTo(ticket, picture, options)) ? ticket.upload_id : null;
}

async function announce(
  { size, type }: Blob,
  key: string | null,
  signal: AbortSignal | undefined,
): Promise<UploadTicket> {
  const { status, body, header } = await sendWithProgress(
    {
      method: "POST",
      address: "/api/uploads",
      // By the key of the submission the server knows a browser that has no cookie yet.
      headers: { "Content-Type": "application/json", ...(key === null ? {} : { "Idempotency-Key": key }) },
      // What it is turns out when it is used; some pictures have no type that a browser knows.
      body: JSON.stringify({ size, type: type.startsWith("image/") ? type : "image/unknown" }),
    },
    { signal },
  );
  if (status !== 200) throw requestFailure(status, body, header);
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
    const { status, header } = await sendWithProgress(toSend, { onProgress: progress, signal }, SILENCE_MS);
    if (status === 413) throw requestFailure(status, null, header, picture.size);
    if (status < 200 || status > 299) throw uploadRefused();
    return true;
  } catch (error) {
    if (!moved && error instanceof RequestFailure && error.code === "NETWORK") return false;
    throw error;
  }
}

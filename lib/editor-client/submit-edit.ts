import { readFailure, type RequestFailure } from "./request-failure";
import { type SendOptions, sendWithProgress } from "./send-with-progress";
import { uploadPicture } from "./upload-picture";

/** What the person means to send. The same submission sent again keeps its key, so it is one edit. */
export type Submission = {
  /** `Idempotency-Key`. */
  key: string;
  prompt: string;
  /** `off`: the words go to the editor as they are. */
  enhance: "auto" | "off";
  /** Id of the engine that the person picked; `null`: the server's order. */
  editor: string | null;
  /** A picture for a new chain, or the edit whose result is the source. */
  source: { picture: Blob } | { parent: string };
};

/** Bytes above which a picture goes past the server, where it can: some platforms take 4.5 MB in a request. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** The upload that belongs to the latest submission, so that the same, sent again, names the same picture. */
let uploaded: { key: string; uploadId: string } | null = null;

/**
 * Sends one edit and answers its id once the server has accepted it. Throws a `RequestFailure`;
 * `ABORTED` when the signal stopped it.
 */
export async function submitEdit(submission: Submission, options: SendOptions = {}): Promise<string> {
  const known = uploaded?.key === submission.key;
  const answer = await sendEdit(submission, options);
  if (typeof answer === "string") return answer;
  if (!known || answer.code !== "UPLOAD_NOT_FOUND") throw answer;
  // What was uploaded for an earlier try is there no longer, and that try made no edit.
  uploaded = null;
  const second = await sendEdit(submission, options);
  if (typeof second === "string") return second;
  throw second;
}

/** The id of the accepted edit, or why the server refused it. */
async function sendEdit(submission: Submission, options: SendOptions): Promise<string | RequestFailure> {
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
  return status === 200 && typeof id === "string" ? id : readFailure(status, body, header);
}

async function uploadIdOf({ key, source }: Submission, options: SendOptions): Promise<string | null> {
  if (!("picture" in source) || source.picture.size <= LARGE_BYTES) return null;
  if (uploaded?.key === key) return uploaded.uploadId;
  const uploadId = await uploadPicture(source.picture, options);
  uploaded = uploadId === null ? null : { key, uploadId };
  return uploadId;
}

function formOf({ prompt, enhance, editor, source }: Submission, uploadId: string | null): FormData {
  const form = new FormData();
  form.set("prompt", prompt);
  form.set("enhance", enhance);
  if (editor !== null) form.set("editor", editor);
  if ("parent" in source) form.set("parent_edit_uuid", source.parent);
  else if (uploadId !== null) form.set("upload_id", uploadId);
  // The file's own name is nobody's business.
  else form.set("image", source.picture, "picture");
  return form;
}

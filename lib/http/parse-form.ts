import { AppError } from "@/lib/errors";

/**
 * The fields of a `multipart/form-data` body that was read already. Empty text fields count as left
 * out, as browsers send them for empty inputs.
 * @throws {AppError} `VALIDATION_FAILED` when it cannot be read or a field is given twice.
 */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Record<string, unknown>> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  } catch (cause) {
    throw refused("The form cannot be read.", cause);
  }
  const fields = new Map<string, unknown>();
  for (const [name, value] of form) {
    if (fields.has(name)) throw refused("A field is given twice.");
    if (value !== "") fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

const refused = (message: string, cause?: unknown): AppError =>
  new AppError("VALIDATION_FAILED", { cause, fields: [{ path: "", message }] });

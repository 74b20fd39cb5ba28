import Busboy from "@fastify/busboy";
import { AppError } from "@/lib/errors";

/** No form of ours has more than ten fields. */
const MAX_PARTS = 16;
/** Of one part: what browsers write has two lines, of which the name of a file is the longest. */
const MAX_HEADER_BYTES = 8192;
const MAX_HEADER_PAIRS = 16;
const MAX_NAME_LENGTH = 100;
/** Everything besides the contents of fields: boundaries, headers of parts, what no field holds. */
const MAX_REST_BYTES = 65_536;

/** What one part holds; a file is told by its having a name. */
type Part = { name: string; isFile: boolean; bytes: Buffer };

/**
 * The fields of a `multipart/form-data` body, as it comes in: it is not read further than to the first part that is too
 * much. Empty text fields count as left out, as browsers send them for empty inputs.
 * @param chunks of the body; what ends its iteration early stops its sender.
 * @throws {AppError} `VALIDATION_FAILED` when it cannot be read, has too many parts, or gives a field twice.
 */
export async function parseForm(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<Record<string, unknown>> {
  const fields = new Map<string, unknown>();
  for (const { name, isFile, bytes } of await readParts(chunks, contentType)) {
    if (fields.has(name)) throw refused("A field is given twice.");
    if (isFile) fields.set(name, new File([new Uint8Array(bytes)], ""));
    else if (bytes.length > 0) fields.set(name, new TextDecoder().decode(bytes));
  }
  return Object.fromEntries(fields);
}

async function readParts(chunks: AsyncIterable<Uint8Array>, contentType: string): Promise<Part[]> {
  const parser = createParser(contentType);
  const parts: Part[] = [];
  let contents = 0;
  const failures: Error[] = [];
  const fail = (error: Error): void => void failures.push(error);
  const orThrow = (): void => {
    const [first] = failures;
    if (first !== undefined) throw first;
  };

  parser.on("file", (name: string | undefined, stream, fileName: string | undefined) => {
    if (name === undefined || name.length > MAX_NAME_LENGTH) fail(refused("A field has no name, or too long a one."));
    const held: Buffer[] = [];
    stream.on("data", (data: Buffer) => {
      contents += data.length;
      held.push(data);
    });
    stream.on("error", fail);
    stream.on("end", () =>
      parts.push({ name: name ?? "", isFile: fileName !== undefined, bytes: Buffer.concat(held) }),
    );
  });
  parser.on("partsLimit", () => fail(tooManyParts()));
  parser.on("error", (error: Error) => fail(unreadable(error)));
  const finished = new Promise<void>((resolve) => parser.once("finish", resolve).once("error", () => resolve()));

  const delimiter = delimiterOf(contentType);
  let sent = 0;
  let delimiters = 0;
  for await (const chunk of chunks) {
    sent += chunk.length;
    const given = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    // The parser goes through all of a chunk in one go, a tenth of a millisecond for each part, whatever its limit.
    for (let at = given.indexOf(delimiter); at !== -1 && delimiters <= MAX_PARTS + 1; delimiters += 1)
      at = given.indexOf(delimiter, at + delimiter.length);
    if (delimiters > MAX_PARTS + 1) throw tooManyParts();
    await Promise.race([new Promise<unknown>((resolve) => parser.write(given, resolve)), finished]);
    // What was just sent may still be on its way through the parser.
    if (sent - contents > 2 * MAX_REST_BYTES + chunk.length) fail(tooManyParts());
    orThrow();
  }
  parser.end();
  await finished;
  orThrow();
  if (sent - contents > MAX_REST_BYTES) throw tooManyParts();
  return parts;
}

/** What stands before every part but the first, and before the end. */
function delimiterOf(contentType: string): string {
  const [, quoted, plain = ""] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  return `\r\n--${quoted ?? plain}`;
}

function createParser(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { parts: MAX_PARTS, headerPairs: MAX_HEADER_PAIRS, headerSize: MAX_HEADER_BYTES },
      // Text comes as bytes as well, which are counted as they come.
      isPartAFile: () => true,
    });
  } catch (error) {
    throw unreadable(error);
  }
}

const refused = (message: string, cause?: unknown): AppError =>
  new AppError("VALIDATION_FAILED", { cause, fields: [{ path: "", message }] });

const unreadable = (cause: unknown): AppError => refused("The form cannot be read.", cause);

const tooManyParts = (): AppError => refused("The form has too many parts.");

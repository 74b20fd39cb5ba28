import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/errors";
import { createJsonMeter, parseJson } from "./parse-json";

/** How an operation takes its body: what the OpenAPI document says of it, what it may be refused with, and how it is read. */
export type RequestBody<Value> = {
  /** By media type. */
  content: Readonly<Record<string, z.ZodType>>;
  errors: readonly ErrorCode[];
  read(request: Request): Promise<Value>;
};

// 64 KiB: a thousand characters of feedback, however they are escaped.
const MAX_JSON_BYTES = 65_536;

/**
 * A JSON body of up to 64 KiB, checked by `schema`.
 *
 * @example endpoint("/feedback", { POST: { body: jsonBody(feedbackRequestSchema), … } })
 */
export function jsonBody<Schema extends z.ZodType>(schema: Schema): RequestBody<z.output<Schema>> {
  return {
    content: { "application/json": schema },
    errors: ["INVALID_JSON", "CONTENT_TYPE_NOT_SUPPORTED", "VALIDATION_FAILED"],
    read: async (request) => {
      mediaType(request, ["application/json"]);
      const tooLarge = (): AppError => invalidField("", "The request body may have up to 64 KiB.");
      const limits = { max: MAX_JSON_BYTES, tooLarge, cutShort: "INVALID_JSON" } as const;
      const bytes = await readBody(request, limits, createJsonMeter());
      return validate(schema, parseJson(bytes));
    },
  };
}

/**
 * Checks input against a schema.
 * @throws {AppError} `VALIDATION_FAILED` with one entry per invalid field, none of which echoes a value.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  throw new AppError("VALIDATION_FAILED", { fields });
}

const invalidField = (path: string, message: string, cause?: unknown): AppError =>
  new AppError("VALIDATION_FAILED", { cause, fields: [{ path, message }] });

/**
 * The parameters of a request's query that a schema names, checked by it; others are ignored.
 * @throws {AppError} `VALIDATION_FAILED`, also when one of them is given twice.
 */
export function readQuery<Schema extends z.ZodObject>(request: Request, schema: Schema): z.output<Schema> {
  const { searchParams } = new URL(request.url);
  const given = Object.keys(schema.shape).flatMap((name) => {
    const [value, ...more] = searchParams.getAll(name);
    if (more.length > 0) throw invalidField(name, "Give this parameter once.");
    return value === undefined ? [] : [[name, value] as const];
  });
  return validate(schema, Object.fromEntries(given));
}

const MAX_KEY_LENGTH = 255;

/** The header that makes a repeated submission the same one, for the OpenAPI document. */
export const idempotencyHeader = z.object({
  "Idempotency-Key": z.string().max(MAX_KEY_LENGTH).optional().meta({
    description: "The same key with the same request gives the same edit, for 24 hours. With another request: 422.",
  }),
});

/**
 * The `Idempotency-Key` of a request: visible ASCII, up to 255 characters; `null` without one.
 * @throws {AppError} `VALIDATION_FAILED`
 */
export function idempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (key.length <= MAX_KEY_LENGTH && /^[\x21-\x7e]+$/.test(key)) return key;
  throw invalidField("Idempotency-Key", `Use 1 to ${MAX_KEY_LENGTH} visible ASCII characters without spaces.`);
}

/**
 * The type of a request's body, which must be one of `accepted`. A page of another origin cannot
 * send JSON without asking first, which is why nothing else is taken for it.
 * @throws {AppError} `CONTENT_TYPE_NOT_SUPPORTED`
 */
export function mediaType<Type extends string>(request: Request, accepted: readonly Type[]): Type {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const known = accepted.find((candidate) => candidate === type);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice(8);
  if (known !== undefined && (charset === undefined || /^"?utf-8"?$/.test(charset))) return known;
  throw new AppError("CONTENT_TYPE_NOT_SUPPORTED", { detail: `Send ${accepted.join(" or ")}.` });
}

type BodyLimits = {
  /** Bytes. */
  max: number;
  /** The error for a longer body; `sent` is its length in bytes as far as it is known. */
  tooLarge: (sent: number) => AppError;
  /** Code of the error for a body that ends before its announced length. */
  cutShort: ErrorCode;
};

/**
 * The body of a request as it comes in. A body that says it is too long is refused unread, one that turns
 * out to be is dropped at the limit, and compressed ones are refused. Whoever stops reading stops the sender.
 * @throws {AppError} what `limits` say, or `CONTENT_TYPE_NOT_SUPPORTED` for a compressed one.
 */
export async function* bodyChunks(request: Request, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "") {
    throw new AppError("CONTENT_TYPE_NOT_SUPPORTED", { detail: "Send the request body without compression." });
  }
  const announced = announcedLength(request);
  if (announced !== null && announced > limits.max) throw limits.tooLarge(announced);
  let length = 0;
  const reader = request.body?.getReader();
  let isOver = reader === undefined;
  try {
    while (!isOver) {
      const { done = true, value } =
        (await reader?.read().catch((error: unknown) => {
          isOver = true;
          throw endedEarly(limits, error);
        })) ?? {};
      isOver = done;
      if (value === undefined) continue;
      length += value.byteLength;
      if (length > limits.max) throw limits.tooLarge(length);
      yield value;
    }
  } finally {
    if (!isOver) await reader?.cancel().catch(() => undefined);
  }
  if (announced !== null && announced !== length) throw endedEarly(limits);
}

/**
 * The whole body of a request: see {@link bodyChunks}.
 * @param measure looks at each chunk before it is kept, and throws when it has seen enough.
 */
export async function readBody(
  request: Request,
  limits: BodyLimits,
  measure: { take(chunk: Uint8Array): void } = { take: () => {} },
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(request, limits)) {
    measure.take(chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function endedEarly({ cutShort }: BodyLimits, cause?: unknown): AppError {
  return new AppError(cutShort, {
    cause,
    detail: "The request body ended before its announced length. Send it again.",
  });
}

function announcedLength(request: Request): number | null {
  const text = request.headers.get("content-length");
  return text === null || !/^\d+$/.test(text) ? null : Number(text);
}

import sharp from "sharp";
import type { z } from "zod";
import type { FakeAnswer } from "../fake-server";
import type { FakeModel } from "./models";

type Issue = { loc: (string | number)[]; msg: string; type: string };

const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 20_000_000;
const MOST_OUT = 4_194_304;

const PICTURES = /^(?:input_image(?:_\d)?|image|mask)$/;

export type CheckedBody = {
  body: Readonly<Record<string, unknown>>;
  /** Empty for a model that takes no words. */
  prompt: string;
  /** Sizes of the pictures that were sent, by field. */
  pictures: Readonly<Record<string, { bytes: Buffer; width: number; height: number }>>;
};

/** 422 as FastAPI lists what is wrong. */
export const unprocessable = (detail: Issue[]): FakeAnswer => ({ status: 422, body: { detail } });

/** The parsed body of a submit, its pictures decoded to the last pixel; or the refusal of the service. */
export async function checkBody(model: FakeModel, bytes: Buffer): Promise<CheckedBody | FakeAnswer> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return unprocessable([{ loc: ["body", 0], msg: "JSON decode error", type: "json_invalid" }]);
  }
  const parsed = model.body.safeParse(value);
  if (!parsed.success) return unprocessable(parsed.error.issues.flatMap(issuesOf));
  const body = parsed.data;
  const { width = 0, height = 0 } = body as { width?: number; height?: number };
  if (width * height > MOST_OUT)
    return unprocessable([{ loc: ["body", "width"], msg: "The output may have at most 4 MP", type: "value_error" }]);
  const pictures: Record<string, { bytes: Buffer; width: number; height: number }> = {};
  for (const [name, text] of Object.entries(body)) {
    if (!PICTURES.test(name) || typeof text !== "string") continue;
    const picture = await decode(text);
    if (typeof picture === "string") return unprocessable([{ loc: ["body", name], msg: picture, type: "value_error" }]);
    pictures[name] = picture;
  }
  const { images } = body as { images?: string[] };
  for (const [at, text] of (images ?? []).entries()) {
    const picture = await decode(text);
    if (typeof picture === "string")
      return unprocessable([{ loc: ["body", "images", at], msg: picture, type: "value_error" }]);
    pictures[at === 0 ? "input_image" : `input_image_${at + 1}`] = picture;
  }
  const { image, mask } = pictures;
  if (image !== undefined && (mask?.width !== image.width || mask.height !== image.height))
    return unprocessable([
      { loc: ["body", "mask"], msg: "The mask must have the size of the image", type: "value_error" },
    ]);
  const { prompt } = body;
  return { body, prompt: typeof prompt === "string" ? prompt : "", pictures };
}

function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  const loc = ["body", ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      loc: [...loc, key],
      msg: "Extra inputs are not permitted",
      type: "extra_forbidden",
    }));
  const missing = issue.code === "invalid_type" && issue.message.includes("received undefined");
  return [missing ? { loc, msg: "Field required", type: "missing" } : { loc, msg: issue.message, type: issue.code }];
}

async function decode(text: string): Promise<{ bytes: Buffer; width: number; height: number } | string> {
  if (/^https?:/i.test(text)) return "This stand-in fetches no pictures";
  if (/^data:/i.test(text)) return "Invalid base64: send it without the data: prefix";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return "Invalid base64";
  const bytes = Buffer.from(text, "base64");
  if (bytes.length > MOST_BYTES) return "The image may have at most 20 MB";
  try {
    const image = sharp(bytes, { failOn: "warning" });
    const { width, height, format } = await image.metadata();
    if (format !== "png" && format !== "jpeg" && format !== "webp") return "Unsupported image format";
    if (width * height > MOST_PIXELS) return "The image may have at most 20 MP";
    await image.stats();
    return { bytes, width, height };
  } catch {
    return "The image cannot be decoded";
  }
}

import sharp from "sharp";
import { z } from "zod";
import type { FakeModel } from "./models";

const part = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({
    inlineData: z.strictObject({
      mimeType: z.enum(["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"]),
      data: z.base64(),
    }),
  }),
]);

const generationConfig = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  maxOutputTokens: z.int().positive().optional(),
  responseMimeType: z.enum(["text/plain", "application/json"]).optional(),
  responseJsonSchema: z.looseObject({}).optional(),
  thinkingConfig: z.strictObject({ thinkingLevel: z.enum(["MINIMAL", "LOW", "MEDIUM", "HIGH"]) }).optional(),
  responseModalities: z.array(z.enum(["TEXT", "IMAGE"])).optional(),
  imageConfig: z.strictObject({ aspectRatio: z.string().optional(), imageSize: z.string().optional() }).optional(),
});

const body = z.strictObject({
  contents: z.array(z.strictObject({ role: z.enum(["user", "model"]), parts: z.array(part).min(1) })).min(1),
  systemInstruction: z
    .strictObject({ role: z.string().optional(), parts: z.array(z.strictObject({ text: z.string() })) })
    .optional(),
  safetySettings: z.array(z.strictObject({ category: z.string(), threshold: z.string() })).optional(),
  // The service takes requests without it, and keeps those. Here nothing may be kept.
  store: z.literal(false),
  generationConfig: generationConfig.optional(),
});

export type GeminiBody = z.infer<typeof body>;

const SCHEMA_KEYWORDS = new Set(
  "$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum maximum anyOf oneOf properties additionalProperties required propertyOrdering".split(
    " ",
  ),
);

/** The parsed body of a `generateContent`, or the service's sentence about what is wrong with it. */
export async function checkBody(model: FakeModel, bytes: Buffer): Promise<GeminiBody | string> {
  if (bytes.length > 20_000_000) return "Request payload size exceeds the limit: 20971520 bytes.";
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return "Invalid JSON payload received.";
  }
  const parsed = body.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `Invalid JSON payload received. Wrong at '${issue?.path.join(".") ?? ""}': ${issue?.message ?? ""}`;
  }
  const { generationConfig: config = {}, contents } = parsed.data;
  const { responseModalities = [], imageConfig, responseJsonSchema } = config;
  if (responseModalities.includes("IMAGE") !== model.makesImages)
    return "The requested combination of response modalities is not supported by the model.";
  if (imageConfig !== undefined) {
    if (!model.makesImages) return "Image config is not supported by this model.";
    const { aspectRatio, imageSize } = imageConfig;
    if (aspectRatio !== undefined && !model.ratios.includes(aspectRatio)) return "Invalid aspect ratio.";
    if (imageSize !== undefined && !model.sizes.includes(imageSize)) return "Invalid image size.";
  }
  if (responseJsonSchema !== undefined) {
    if (config.responseMimeType !== "application/json")
      return "Response schema is only supported with response_mime_type application/json.";
    if (model.makesImages) return "Structured output is not supported by this model.";
    const unknown = unknownKeyword(responseJsonSchema);
    if (unknown !== null) return `Unknown JSON schema keyword "${unknown}".`;
  }
  return (await picturesProblem(contents)) ?? parsed.data;
}

function unknownKeyword(schema: Record<string, unknown>): string | null {
  for (const [keyword, value] of Object.entries(schema)) {
    if (!SCHEMA_KEYWORDS.has(keyword)) return keyword;
    const inner = keyword === "properties" ? Object.values(value as object) : keyword === "items" ? [value] : [];
    for (const each of inner) {
      const unknown = unknownKeyword(each as Record<string, unknown>);
      if (unknown !== null) return unknown;
    }
  }
  return null;
}

async function picturesProblem(contents: GeminiBody["contents"]): Promise<string | null> {
  for (const each of contents.flatMap(({ parts }) => parts)) {
    if (!("inlineData" in each)) continue;
    const { mimeType, data } = each.inlineData;
    try {
      const image = sharp(Buffer.from(data, "base64"), { failOn: "warning" });
      const { format } = await image.metadata();
      if (`image/${format}` !== mimeType) return `The picture is not ${mimeType}.`;
      await image.stats();
    } catch {
      return "Unable to process input image.";
    }
  }
  return null;
}

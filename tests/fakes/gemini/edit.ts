import { readFileSync } from "node:fs";
import sharp from "sharp";
import type { FakeAnswer } from "../fake-server";
import { blocked, candidate, type Part } from "./answers";
import type { GeminiBody } from "./check-body";

const SIDES: Readonly<Record<string, number>> = { "512": 512, "1K": 1024, "2K": 2048, "4K": 4096 };

/**
 * An image model: a real picture made from the one sent, of the ratio and size asked for, its colours
 * turned by an angle that the words decide. Words may name a scenario: `editor:<name>`, where the name
 * is a block reason after `block-`, a finish reason, or one of those below.
 */
export async function edit(model: string, body: GeminiBody): Promise<FakeAnswer> {
  const parts = body.contents.flatMap((content) => content.parts);
  const words = parts.flatMap((part) => ("text" in part ? [part.text] : [])).join(" ");
  const source = parts.find((part) => "inlineData" in part);
  const scenario = /\beditor:([a-z_-]+)/i.exec(words)?.[1] ?? "";

  if (scenario === "text-refusal")
    return candidate(model, [{ text: "I'm unable to edit pictures of real people in that way." }]);
  if (scenario === "text-question") return candidate(model, [{ text: "Which of the two dogs do you mean?" }]);
  if (scenario === "text-hostile")
    return candidate(model, [
      { text: "I can't. See https://evil.example/<b>x</b>\u0007\u202e " + "and more ".repeat(90) },
    ]);
  // Whoever goes on with it pays for each answer on the way.
  if (scenario === "continuation")
    return {
      body: {
        candidates: [
          { content: { parts: [], role: "model" }, finishReason: "CONTINUATION", continuationToken: "token", index: 0 },
        ],
        modelVersion: model,
      },
    };
  if (scenario === "no-parts") return candidate(model, []);
  if (scenario === "no-candidates") return { body: { modelVersion: model } };
  if (scenario === "strange") return { body: { candidates: [{ content: { parts: "none" } }] } };
  if (scenario.startsWith("block-")) return blocked(model, scenario.slice(6).replaceAll("-", "_").toUpperCase());
  if (scenario.startsWith("finish-"))
    return candidate(model, null, scenario.slice(7).replaceAll("-", "_").toUpperCase());
  if (scenario === "not-encoded") return candidate(model, [imagePart("%%%not base64%%%", "image/png")]);
  if (scenario === "empty-image") return candidate(model, [imagePart("", "image/png")]);
  if (scenario === "pdf")
    return candidate(model, [imagePart(Buffer.from("%PDF-1.7").toString("base64"), "application/pdf")]);

  if (source === undefined) return candidate(model, [{ text: "There is no picture to edit." }]);
  const { aspectRatio = "1:1", imageSize = "1K" } = body.generationConfig?.imageConfig ?? {};
  const image = await turnColours(Buffer.from(source.inlineData.data, "base64"), words, sizeOf(aspectRatio, imageSize));
  if (scenario === "same" || scenario === "same-again") return candidate(model, [source]);
  if (scenario === "thought-only")
    return candidate(model, [
      { text: "thinking", thought: true },
      { ...imagePart(image.toString("base64"), "image/jpeg"), thought: true },
    ]);
  if (scenario === "refused-draft")
    return candidate(model, [{ ...imagePart(image.toString("base64"), "image/jpeg"), thought: true }], "IMAGE_SAFETY");
  if (scenario === "thought-last")
    return candidate(model, [
      imagePart(image.toString("base64"), "image/jpeg"),
      { ...imagePart(source.inlineData.data, source.inlineData.mimeType), thought: true },
    ]);
  if (scenario === "wrapped")
    return candidate(model, [imagePart(image.toString("base64").replaceAll(/.{76}/g, "$&\r\n"), "image/jpeg")]);
  if (scenario === "odd-jpeg") return candidate(model, [imagePart(ODD_JPEG.toString("base64url"), "image/heic")]);
  const draft = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#ff00ff" } })
    .png()
    .toBuffer();
  const drafts = scenario === "drafts" ? [1, 2] : [];
  return candidate(
    model,
    [
      ...drafts.map(() => ({ ...imagePart(draft.toString("base64"), "image/png"), thought: true })),
      { text: "Here is your picture." },
      // An earlier one that is not a thought: the last one counts.
      ...(scenario === "drafts" ? [imagePart(draft.toString("base64"), "image/png")] : []),
      { ...imagePart(image.toString("base64"), "image/jpeg"), thoughtSignature: "c2lnbmF0dXJl" },
    ],
    "STOP",
    1_120,
  );
}

/** A JPEG as a webcam writes it: every viewer shows it whole. */
const ODD_JPEG = readFileSync(new URL("../bfl/stray-bytes.jpg", import.meta.url));

const imagePart = (data: string, mimeType: string): Part => ({ inlineData: { mimeType, data } });

function sizeOf(aspectRatio: string, imageSize: string): { width: number; height: number } {
  const [across = 1, down = 1] = aspectRatio.split(":").map(Number);
  const side = SIDES[imageSize] ?? 1024;
  const to16 = (length: number): number => Math.max(16, Math.round(length / 16) * 16);
  return { width: to16(side * Math.sqrt(across / down)), height: to16(side * Math.sqrt(down / across)) };
}

function turnColours(bytes: Buffer, words: string, size: { width: number; height: number }): Promise<Buffer> {
  const sum = Buffer.from(words).reduce((total, byte) => (total * 31 + byte) % 9_973, 7);
  return sharp(bytes)
    .resize({ ...size, fit: "fill" })
    .modulate({ hue: 60 + (sum % 240), brightness: 1.05 })
    .jpeg({ quality: 90 })
    .toBuffer();
}

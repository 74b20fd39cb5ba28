import sharp from "sharp";
import type { CheckedBody } from "./check-body";
import type { FakeModel } from "./models";

type Size = { width: number; height: number };

const to16 = (length: number): number => Math.max(16, Math.round(length / 16) * 16);

/** Pixels of the sizes of FLUX 3. */
const FLUX_3: Readonly<Record<string, number>> = { "768sq": 589_824, "1k": 1_048_576, "2k": 4_194_304 };

/** The size that a model answers with: as asked, else as the picture. Kontext: about a megapixel. */
export function sizeOfResult(model: FakeModel, { body, pictures }: CheckedBody): Size {
  const source = pictures["input_image"] ?? pictures["image"] ?? { width: 1024, height: 1024 };
  if (model.kind === "erase") return { width: source.width, height: source.height };
  if (model.kind === "kontext") {
    const [across = source.width, down = source.height] =
      typeof body["aspect_ratio"] === "string" ? body["aspect_ratio"].split(":").map(Number) : [];
    const ratio = Math.min(21 / 9, Math.max(9 / 21, across / down));
    return { width: to16(1024 * Math.sqrt(ratio)), height: to16(1024 / Math.sqrt(ratio)) };
  }
  if (model.kind === "flux-3") {
    const scale = Math.sqrt((FLUX_3[String(body["resolution"])] ?? 1_048_576) / (source.width * source.height));
    return { width: to16(source.width * scale), height: to16(source.height * scale) };
  }
  const scale = Math.min(1, Math.sqrt(4_194_304 / (source.width * source.height)));
  const side = (name: "width" | "height"): number =>
    Number(body[name] ?? 0) === 0 ? to16(source[name] * scale) : Number(body[name]);
  return { width: side("width"), height: side("height") };
}

/**
 * A real edit: the picture that was sent in the size asked for, its colours turned by an angle that the
 * words decide; of the model that removes, with a plain colour where the mask is white.
 */
export async function editPicture(
  model: FakeModel,
  checked: CheckedBody,
): Promise<{ bytes: Buffer; contentType: string }> {
  const { body, prompt, pictures } = checked;
  const { image, mask } = pictures;
  const { width, height } = sizeOfResult(model, checked);
  const source =
    pictures["input_image"]?.bytes ??
    image?.bytes ??
    (await sharp({ create: { width, height, channels: 3, background: "#3d7ea6" } })
      .png()
      .toBuffer());
  const format = (body["output_format"] ?? model.defaultFormat) as "png" | "jpeg" | "webp";
  const edited =
    mask === undefined
      ? sharp(source)
          .resize({ width, height, fit: "fill" })
          .modulate({ hue: hueOf(prompt), brightness: 1.05 })
      : sharp(source).composite([{ input: await cover(mask) }]);
  const bytes = await edited.toFormat(format, format === "png" ? { compressionLevel: 1 } : { quality: 90 }).toBuffer();
  return { bytes, contentType: `image/${format}` };
}

const hueOf = (words: string): number =>
  60 + (Buffer.from(words).reduce((total, byte) => (total * 31 + byte) % 9_973, 7) % 240);

/** A plain colour, to be seen as far as the mask is white. */
async function cover({ bytes, width, height }: { bytes: Buffer } & Size): Promise<Buffer> {
  const alpha = await sharp(bytes).removeAlpha().greyscale().toColourspace("b-w").raw().toBuffer();
  return sharp({ create: { width, height, channels: 3, background: "#7f8c8d" } })
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

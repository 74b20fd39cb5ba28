import { decodeQueue } from "./decode-queue";
import { openPicture } from "./decoder";

type Sized = { bytes: Uint8Array; contentType: string; width: number; height: number };

/** Each round aims a little below the limit, for files do not shrink evenly. */
const AIM = 0.85;
const ROUNDS = 6;

/**
 * A picture that has at most so many pixels and bytes: the one given where it has, else a smaller one
 * of the same ratio, JPEG where nothing is transparent.
 * @throws {Error} when it cannot be made that small.
 */
export async function shrinkPicture(picture: Sized, limits: { pixels: number; bytes: number }): Promise<Sized> {
  const fits = ({ bytes, width, height }: Sized): boolean =>
    bytes.byteLength <= limits.bytes && width * height <= limits.pixels;
  if (fits(picture)) return picture;
  return decodeQueue.run(0, async () => {
    let scale = Math.min(1, Math.sqrt(limits.pixels / (picture.width * picture.height)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const smaller = await encode(picture, scale);
      if (fits(smaller)) return smaller;
      scale *= Math.min(AIM, AIM * Math.sqrt(limits.bytes / smaller.bytes.byteLength));
    }
    throw new Error(`the picture cannot be made to fit ${limits.bytes} bytes`);
  });
}

async function encode({ bytes, width, height }: Sized, scale: number): Promise<Sized> {
  const picture = openPicture(bytes, "error");
  const { hasAlpha } = await picture.metadata();
  const fitted = picture.resize({
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
    fit: "fill",
  });
  const encoded = hasAlpha ? fitted.png() : fitted.jpeg({ quality: 92, chromaSubsampling: "4:4:4" });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return {
    bytes: data,
    contentType: hasAlpha ? "image/png" : "image/jpeg",
    width: info.width,
    height: info.height,
  };
}

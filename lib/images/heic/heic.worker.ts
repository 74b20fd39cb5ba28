import type { MainModule } from "libheif-js/libheif-wasm/libheif.js";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { HeicAnswer, HeicJob } from "./messages";

// libheif and libde265 in WebAssembly, on a thread that lives for one picture: what a file makes of the
// decoder's memory goes with it, and it can be stopped in the middle of its work.

type LibHeif = MainModule & {
  _heif_context_get_security_limits(context: number): number;
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
};

/** What embind wraps: the address inside is what the C functions take. */
type Wrapped = { $$: { ptr: number } };

type Decoded = {
  width: number;
  height: number;
  channels: readonly { data: Uint8Array; stride: number; bits_per_pixel: number }[];
};

type HeifError = { code: { value: number }; subcode: { value: number }; message: string };

const require = createRequire(import.meta.url);

const REASONS: Readonly<Record<number, "unsupported" | "memory">> = { 3: "unsupported", 4: "unsupported", 6: "memory" };

async function decode({ bytes, maxPixels }: HeicJob): Promise<HeicAnswer> {
  const make = require("libheif-js/libheif-wasm/libheif.js") as () => Promise<LibHeif>;
  const heif = await make();
  const context = heif.heif_context_alloc();
  limitPixels(heif, (context as unknown as Wrapped).$$.ptr, maxPixels);
  const read = heif.heif_context_read_from_memory(context, bytes) as unknown as HeifError;
  if (read.code.value !== 0) return trouble(read);
  const handle = heif.heif_js_context_get_primary_image_handle(context) as Wrapped & HeifError;
  if (handle.$$ === undefined) return trouble(handle);
  const image = handle as unknown as Parameters<LibHeif["heif_image_handle_get_width"]>[0];
  const [width, height] = [heif.heif_image_handle_get_width(image), heif.heif_image_handle_get_height(image)];
  if (width < 1 || height < 1 || width * height > maxPixels)
    return { reason: "damaged", message: `the picture is ${width} x ${height}` };
  const isDeep = heif._heif_image_handle_get_luma_bits_per_pixel(handle.$$.ptr) > 8;
  const channels = heif.heif_image_handle_has_alpha_channel(image) === 0 ? 3 : 4;
  const { heif_chroma: chroma, heif_colorspace: space } = heif;
  const layout = isDeep
    ? { 3: chroma.heif_chroma_interleaved_RRGGBB_LE, 4: chroma.heif_chroma_interleaved_RRGGBBAA_LE }
    : { 3: chroma.heif_chroma_interleaved_RGB, 4: chroma.heif_chroma_interleaved_RGBA };
  const decoded = heif.heif_js_decode_image2(image, space.heif_colorspace_RGB, layout[channels]) as Decoded & HeifError;
  const [plane] = decoded.channels ?? [];
  if (plane === undefined) return trouble(decoded);
  const rowBytes = decoded.width * channels * (isDeep ? 2 : 1);
  const data = new Uint8Array(rowBytes * decoded.height);
  for (let row = 0; row < decoded.height; row += 1)
    data.set(plane.data.subarray(row * plane.stride, row * plane.stride + rowBytes), row * rowBytes);
  if (isDeep) stretch(new Uint16Array(data.buffer), plane.bits_per_pixel);
  return { data, width: decoded.width, height: decoded.height, channels, bits: isDeep ? 16 : 8 };
}

/** `heif_security_limits`: a version in the first byte, then from the eighth the most pixels in 64 bits. */
function limitPixels(heif: LibHeif, context: number, maxPixels: number): void {
  const memory = heif.HEAPU32 as Uint32Array;
  const at = heif._heif_context_get_security_limits(context) >> 2;
  memory[at + 2] = maxPixels;
  memory[at + 3] = 0;
}

/** 10 or 12 bits as 16. */
function stretch(numbers: Uint16Array, bits: number): void {
  const factor = 65_535 / ((1 << bits) - 1);
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = Math.round((numbers[index] ?? 0) * factor);
}

/** A picture is larger than the file said where that was looked at first; libheif speaks of memory then. */
const LIMIT_EXCEEDED = 1000;

function trouble(error: HeifError | undefined): HeicAnswer {
  const reason = error?.subcode?.value === LIMIT_EXCEEDED ? undefined : REASONS[error?.code?.value ?? 0];
  return { reason: reason ?? "damaged", message: error?.message ?? "no picture" };
}

const isMemory = (error: unknown): boolean => error instanceof RangeError || /memory|abort/i.test(String(error));

const answer = await decode(workerData as HeicJob).catch((error: unknown): HeicAnswer => ({
  reason: isMemory(error) ? "memory" : "damaged",
  message: String(error),
}));
parentPort?.postMessage(answer, "data" in answer ? [answer.data.buffer as ArrayBuffer] : []);

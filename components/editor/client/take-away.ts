import { copyBlob } from "./secure-context";
import { networkFailure } from "./request-failure";

/** The most pixels of one side of a picture that is drawn here: what every browser can hold. */
const MOST_SIDE = 4096;
const GAP = 8;
const QUALITY = 0.92;
/** From this shape on two stand better below each other. */
const WIDE = 1.6;

/** Puts a picture of the app's own onto the clipboard, as PNG. Throws an error with a sentence for a person. */
export async function copyPicture(address: string): Promise<void> {
  const picture = async (): Promise<Blob> => {
    const response = await fetch(`${address}?format=png`).catch(() => null);
    if (response?.ok !== true) throw networkFailure();
    return response.blob();
  };
  if (!(await copyBlob("image/png", picture)))
    throw new Error("This browser does not copy pictures from here. Download it instead.");
}

/** A picture of the two, and what stands over it. */
export type LabelledPicture = { address: string; label: string };

/**
 * Draws two pictures as one, of the same height beside each other (wide ones below each other, of the same width), with
 * their names. Throws an error with a sentence for a person.
 */
export async function drawSideBySide(pictures: readonly LabelledPicture[]): Promise<Blob> {
  const loaded = await Promise.all(pictures.map(async ({ address, label }) => ({ image: await load(address), label })));
  const isStacked = loaded.every(({ image }) => image.width > image.height * WIDE);
  const across = Math.max(...loaded.map(({ image }) => (isStacked ? image.width : image.height)));
  const lengths = loaded.map(({ image: { width, height } }) =>
    isStacked ? (across * height) / width : (across * width) / height,
  );
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const scale = Math.min(1, (MOST_SIDE - GAP) / whole, MOST_SIDE / across);
  const canvas = document.createElement("canvas");
  const [long, short] = [Math.round(whole * scale) + GAP, Math.round(across * scale)];
  [canvas.width, canvas.height] = isStacked ? [short, long] : [long, short];
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw the picture. Download the two by themselves.");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  let start = 0;
  for (const [index, { image, label }] of loaded.entries()) {
    const length = Math.round((lengths[index] ?? 0) * scale);
    const [x, y, width, height] = isStacked ? [0, start, short, length] : [start, 0, length, short];
    context.drawImage(image, x, y, width, height);
    name(context, label, { x, y, size: Math.max(14, Math.round(short / 45)) });
    start += length + GAP;
  }
  const drawn = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
  if (drawn === null)
    throw new Error("This browser cannot draw a picture of this size. Download the two by themselves.");
  return drawn;
}

function name(
  context: CanvasRenderingContext2D,
  label: string,
  { x, y, size }: { x: number; y: number; size: number },
) {
  context.font = `500 ${size}px system-ui, sans-serif`;
  const { width } = context.measureText(label);
  context.fillStyle = "rgb(0 0 0 / 70%)";
  context.fillRect(x + size / 2, y + size / 2, width + size, size * 1.8);
  context.fillStyle = "white";
  context.textBaseline = "middle";
  context.fillText(label, x + size, y + size * 1.4);
}

/** By a script, which gets the bytes from the app itself: what comes from elsewhere could not be saved again. */
async function load(address: string): Promise<ImageBitmap> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok !== true) throw networkFailure();
  return createImageBitmap(await response.blob());
}

/** Has the browser save something under a name. */
export function saveAs(content: Blob, fileName: string): void {
  const href = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href, download: fileName }).click();
  // Not before the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

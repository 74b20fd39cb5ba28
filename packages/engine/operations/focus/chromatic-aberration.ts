import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";

/** How far red lies outside and blue inside of green at the edge of the picture, as a share of the shorter side. */
const USUAL_FRINGE = 0.006;

/** How far red and blue are moved sideways from green, as a share of the shorter side. */
const USUAL_SHIFT = 0.011;

/** Coloured fringes towards the edges, as of a simple lens; or red and blue moved apart everywhere. */
export const chromaticAberration = defineOperation({
  name: "chromatic-aberration",
  family: "focus",
  title: "colour fringes and RGB shift",
  examples: ["add chromatic aberration", "RGB shift", "subtle chromatic aberration", "add a strong rgb split"],
  schema: z.object({ kind: z.enum(["fringe", "shift"]), amount: z.number().min(0.1).max(4) }),
  changes: ["colour", "sharpness"],
  regional: true,
  phrases: [
    {
      means: "fringe" as const,
      say: [
        "{give}? {more}? chromatic/chroma/colour aberration/aberrations/fringing/fringe/fringes",
        "{give}? {more}? lens aberration/aberrations",
      ],
    },
    {
      means: "shift" as const,
      say: [
        "{give}? {more}? rgb/channel/colour shift/split/splitting/offset/separation",
        "split/separate rgb/colour channels",
        "shift rgb/colour channels apart?",
        "{make} like? anaglyph",
        "{give}? anaglyph",
      ],
    },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ kind: means, amount: rounded(strength) }),
  sentence({ kind, amount }, _exact, of) {
    const degree = amount < 0.7 ? "slight " : amount > 1.3 ? "strong " : "";
    return kind === "fringe"
      ? `Add ${degree}coloured fringes towards the edges of ${of}, as of a simple lens.`
      : `Move the red and blue of ${of} ${amount < 0.7 ? "slightly " : amount > 1.3 ? "far " : ""}apart.`;
  },
  async apply(raster, { kind, amount }, { signal }) {
    const source: Raster = { ...raster, data: Buffer.from(raster.data) };
    const { width, height } = raster;
    const shorter = Math.min(width, height);
    const shift = Math.max(1, USUAL_SHIFT * amount * shorter);
    const grow = (2 * USUAL_FRINGE * amount * shorter) / Math.max(width, height);
    const moves = [0, 2].map((channel) => {
      const sign = channel === 0 ? 1 : -1;
      const scale = kind === "shift" ? 1 : 1 - sign * grow;
      const across = kind === "shift" ? sign * shift : (width / 2 - 0.5) * (1 - scale);
      return { channel, scale, columns: columnsOf(width, scale, across) };
    });
    inRows(width * 2, height, signal, (y) => {
      for (const { channel, scale, columns } of moves) {
        moveRow(source, raster, { y, from: (height / 2 - 0.5) * (1 - scale) + y * scale, channel, columns });
      }
    });
    return raster;
  },
});

/** The column at or left of `x · scale + offset` for each x, and how far beyond it that is. */
function columnsOf(width: number, scale: number, offset: number): { left: Int32Array; part: Float32Array } {
  const left = new Int32Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const place = Math.min(width - 1, Math.max(0, x * scale + offset));
    left[x] = Math.floor(place);
    part[x] = place - Math.floor(place);
  }
  return { left, part };
}

type Move = { y: number; from: number; channel: number; columns: { left: Int32Array; part: Float32Array } };

/** Fills one channel of row `y` with that of row `from` (between two rows: with both) at the given columns. */
function moveRow(source: Raster, to: Raster, { y, from, channel, columns: { left, part } }: Move): void {
  const { data, width, height, channels } = source;
  const exact = Math.min(height - 1, Math.max(0, from));
  const row = Math.floor(exact);
  const down = exact - row;
  const top = row * width * channels + channel;
  const bottom = down === 0 ? top : top + width * channels;
  const last = (width - 1) * channels;
  let out = y * width * channels + channel;
  for (let x = 0; x < width; x++, out += channels) {
    const at = (left[x] ?? 0) * channels;
    const next = at < last ? at + channels : at;
    const across = part[x] ?? 0;
    const first = data[top + at] ?? 0;
    const upper = first + ((data[top + next] ?? 0) - first) * across;
    const second = data[bottom + at] ?? 0;
    const lower = second + ((data[bottom + next] ?? 0) - second) * across;
    to.data[out] = (upper + (lower - upper) * down + 0.5) | 0;
  }
}

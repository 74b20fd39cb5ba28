import { z } from "zod";
import { rounded } from "../../how-much";
import { inRows } from "../../in-slices";
import { defineOperation } from "../../operation";
import type { Raster } from "../../raster";

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
    await inRows(width * 2, height, signal, (y) => {
      for (const [channel, sign] of [
        [0, 1],
        [2, -1],
      ] as const) {
        if (kind === "shift") moveRow(source, raster, y, channel, { scale: 1, offset: sign * shift, from: y });
        else {
          const scale = 1 - sign * grow;
          const from = height / 2 + (y + 0.5 - height / 2) * scale - 0.5;
          moveRow(source, raster, y, channel, { scale, offset: (width / 2 - 0.5) * (1 - scale), from });
        }
      }
    });
    return raster;
  },
});

type Move = { scale: number; offset: number; from: number };

/** Fills one channel of row `y` with that of row `from`, at `x · scale + offset`. */
function moveRow(source: Raster, to: Raster, y: number, channel: number, { scale, offset, from }: Move): void {
  const { data, width, height, channels } = source;
  const exact = Math.min(height - 1, Math.max(0, from));
  const top = Math.floor(exact) * width;
  const bottom = Math.min(height - 1, Math.floor(exact) + 1) * width;
  const down = exact - Math.floor(exact);
  for (let x = 0; x < width; x++) {
    const place = Math.min(width - 1, Math.max(0, x * scale + offset));
    const left = Math.floor(place);
    const right = Math.min(width - 1, left + 1);
    const across = place - left;
    const level = (row: number, column: number): number => data[(row + column) * channels + channel] ?? 0;
    const upper = level(top, left) * (1 - across) + level(top, right) * across;
    const lower = level(bottom, left) * (1 - across) + level(bottom, right) * across;
    to.data[(y * width + x) * channels + channel] = Math.round(upper * (1 - down) + lower * down);
  }
}

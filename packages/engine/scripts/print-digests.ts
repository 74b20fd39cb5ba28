import { createHash } from "node:crypto";
import { exampleOf } from "../bench/example-of";
import { EngineError } from "../errors";
import type { Operation } from "../operation";
import { OPERATIONS } from "../operations";
import { measureBytes } from "../pixels/measure";
import type { Raster } from "../pixels/raster";
import { encode, render } from "../render";
import { colourful, copyOf, paint } from "../tests/rasters";
import { quietWork } from "../work";

// Prints one digest for each operation of the local engine: of its first example, on two small pictures. Two
// releases of Node on one machine must print the same; a run that differs from itself fails. Digests
// are nowhere kept, for another kind of processor may round otherwise.

/** A sky over a meadow with a red ball on it, so that what looks for a part of a picture finds one. */
const meadow = (): Raster =>
  paint(160, 120, (x, y) => {
    const grain = (x * 7 + y * 13) % 11;
    if (Math.hypot(x - 70, y - 75) < 22) return [190 + grain, 40 + grain, 45];
    // The horizon is not level.
    return y < 54 + x / 14
      ? [110 + y + grain, 160 + y / 2, 235 - grain]
      : [60 + grain * 3, 120 + ((x * y) % 40), 50 + grain];
  });

const PICTURES: readonly Raster[] = [meadow(), colourful(96, 64, (x, y) => (x * 2 + y * 3) % 256)];

async function digestOf(operation: Operation, picture: Raster): Promise<string> {
  const source = await encode(copyOf(picture));
  const planned = exampleOf(operation, await measureBytes(source, picture.width, picture.height));
  const work = { ...quietWork(), version: async () => copyOf(picture) };
  try {
    const { data, width, height, channels } = await render(copyOf(picture), [planned], work);
    return createHash("sha256").update(`${width} ${height} ${channels} `).update(data).digest("hex").slice(0, 16);
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    process.stderr.write(`${operation.name}: ${String(error)}\n`);
    process.exitCode = 1;
    return "BROKEN";
  }
}

for (const operation of OPERATIONS) {
  const digests: string[] = [];
  for (const picture of PICTURES) {
    const digest = await digestOf(operation, picture);
    if ((await digestOf(operation, picture)) !== digest) {
      process.stderr.write(`${operation.name} gives another picture the second time\n`);
      process.exitCode = 1;
    }
    digests.push(digest);
  }
  process.stdout.write(`${operation.name} ${digests.join(" ")}\n`);
}

import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";

// What no submit can do without, in a process of its own: for each message with a picture, one
// strict decode and one encode as the product does, and one write. Answers its CPU in milliseconds.
sharp.cache(false);
sharp.concurrency(1);
const target = path.join(os.tmpdir(), `mizual-floor-${process.pid}.jpg`);

process.on("message", async (base64) => {
  const bytes = Buffer.from(base64, "base64");
  const before = process.cpuUsage();
  const start = performance.now();
  const stored = await sharp(bytes, { failOn: "warning", autoOrient: true })
    .toColourspace("srgb")
    .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
    .toBuffer();
  await writeFile(target, stored);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  process.send({ cpu: (user + system) / 1000, ms });
});

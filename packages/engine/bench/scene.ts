import path from "node:path";
import sharp, { type Sharp } from "sharp";

const samples = path.join(import.meta.dirname, "../../../public/samples");

/** Standard deviation of the noise, in levels, before it is blended in softly: compresses as a photograph then. */
const NOISE = 16;

/** Share of its light that is left of a day by night. */
const NIGHT = 0.25;

/** What a scene shows: a sky over a lake, the same by night, things that stand out, skin, red eyes, a table aslant, the lake in a frame or with a date stamped on it. */
export type SceneKind = "lake" | "night" | "fruit" | "portrait" | "red-eyed" | "aslant" | "framed" | "dated";

/** How far what is aslant is turned, in degrees, and how much larger it must be to fill the picture then. */
const ASLANT = 2;
const FILLING = 1.06;

/** One of our own samples or a painting, in any size, as a JPEG with noise. */
export async function makeScene(width: number, height: number, kind: SceneKind = "lake"): Promise<Buffer> {
  const noise = sharp({
    create: { width, height, channels: 3, background: "black", noise: { type: "gaussian", mean: 128, sigma: NOISE } },
  });
  // Read back in between: sharp lays one picture over another before it cuts or extends.
  const picture = await (await pictureOf(kind, width, height)).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  return sharp(picture)
    .composite([{ input: await noise.png({ compressionLevel: 1 }).toBuffer(), blend: "soft-light" }])
    .removeAlpha()
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function pictureOf(kind: SceneKind, width: number, height: number): Promise<Sharp> {
  switch (kind) {
    case "lake":
    case "fruit":
      return sample(kind, width, height);
    case "night":
      return sample("lake", width, height).modulate({ brightness: NIGHT });
    case "portrait":
      return sharp(Buffer.from(portrait(width, height)));
    case "red-eyed":
      return sharp(Buffer.from(portrait(width, height).replaceAll(PUPIL, 'r="4" fill="#c0281e"')));
    case "aslant": {
      const [wide, high] = [Math.ceil(width * FILLING), Math.ceil(height * FILLING)];
      const turned = sample("fruit", wide, high).rotate(ASLANT).png({ compressionLevel: 1 });
      const { data, info } = await turned.toBuffer({ resolveWithObject: true });
      const [left, top] = [Math.floor((info.width - width) / 2), Math.floor((info.height - height) / 2)];
      return sharp(data).extract({ left, top, width, height });
    }
    case "framed": {
      const edge = Math.round(Math.min(width, height) / 16);
      const inner = sample("lake", width - 2 * edge, height - 2 * edge);
      return inner.extend({ top: edge, bottom: edge, left: edge, right: edge, background: "white" });
    }
    case "dated":
      return sample("lake", width, height).composite([{ input: Buffer.from(dateStamp(width, height)) }]);
  }
}

const sample = (name: "lake" | "fruit", width: number, height: number): Sharp =>
  sharp(path.join(samples, `${name}.webp`)).resize(width, height, { fit: "cover" });

/** How the portrait's eyes are drawn. */
const PUPIL = 'r="4" fill="#3a2a20"';

/** A head and shoulders before leaves. */
const portrait = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 300 200" preserveAspectRatio="none">
    <rect width="300" height="200" fill="#3f5a37"/>
    ${Array.from({ length: 60 }, (_, leaf) => `<circle cx="${(leaf * 67) % 300}" cy="${(leaf * 41) % 200}" r="${6 + (leaf % 7)}" fill="#${leaf % 2 === 0 ? "4d6b3e" : "334a30"}"/>`).join("")}
    <path d="M70 200 Q80 140 130 132 L170 132 Q220 140 230 200Z" fill="#3c466e"/>
    <rect x="134" y="105" width="32" height="36" fill="#c08e72"/>
    <ellipse cx="150" cy="78" rx="34" ry="44" fill="#cd9b7d"/>
    <path d="M114 72 Q116 28 150 28 Q184 28 186 72 Q176 46 150 46 Q124 46 114 72Z" fill="#3a2a20"/>
    <circle cx="137" cy="74" ${PUPIL}/><circle cx="163" cy="74" ${PUPIL}/>
    <ellipse cx="150" cy="102" rx="11" ry="3" fill="#a8584e"/>
  </svg>`;

/** Eight orange noughts at the lower right, as a camera stamps a date. */
const dateStamp = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 450 300" preserveAspectRatio="none">
    ${Array.from({ length: 8 }, (_, digit) => `<rect x="${311 + digit * 14}" y="263" width="7" height="14" fill="none" stroke="#ff961e" stroke-width="2"/>`).join("")}
  </svg>`;

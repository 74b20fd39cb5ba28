import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";

// `tsx scripts/paint-samples.ts [lake|fruit]`: paints the two sample pictures of our own.
const WIDTH = 1200;
const HEIGHT = 900;

type Vector = readonly [number, number, number];

const folder = path.join(import.meta.dirname, "../public/samples");
const wanted = process.argv[2];
await mkdir(folder, { recursive: true });
for (const [name, paint] of [
  ["lake", lake],
  ["fruit", fruit],
] as const) {
  if (wanted !== undefined && wanted !== name) continue;
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const [r, g, b] = paint(x, y);
      const grain = (hash(x, y) - 0.5) * 0.012;
      pixels[(y * WIDTH + x) * 3] = tone(r + grain);
      pixels[(y * WIDTH + x) * 3 + 1] = tone(g + grain);
      pixels[(y * WIDTH + x) * 3 + 2] = tone(b + grain);
    }
  }
  const picture = sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
  await writeFile(path.join(folder, `${name}.webp`), await picture.clone().webp({ quality: 84 }).toBuffer());
}

/** Linear light, 0 to 1, as an sRGB byte. */
function tone(value: number): number {
  const v = Math.min(1, Math.max(0, value));
  return Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055));
}

// --- Lake: ridges in haze under an evening sky, mirrored in the water.

function lake(px: number, py: number): Vector {
  const x = px / HEIGHT;
  const y = py / HEIGHT;
  const shore = 0.62;
  let color = scenery(x, Math.min(y, shore));
  if (y > shore) {
    const depth = (y - shore) / (1 - shore);
    const ripple =
      (noise(x * 5 + 3, y * 90) - 0.5) * 0.03 * (0.3 + depth) + (fbm(x * 18, y * 160) - 0.5) * 0.02 * depth;
    const mirrored = scenery(x + ripple * 0.7, Math.max(0.02, shore - (y - shore) * 1.05 + ripple));
    const deep: Vector = [0.012, 0.035, 0.055];
    color = mix(mirrored, deep, 0.18 + 0.42 * depth);
    const glint = smooth(0.72, 0.86, fbm(x * 9, y * 130)) * Math.exp(-(((x - 0.86) / 0.2) ** 2)) * (1 - depth) * 0.35;
    color = add(color, scale([1, 0.72, 0.45], glint));
  }
  const trees = Math.max(pines(x, y, 0.1, 0.9, 11), pines(x - 1.05, y, 0.2, 0.95, 23));
  return mix(color, [0.006, 0.012, 0.012], trees);
}

function scenery(x: number, y: number): Vector {
  const height = y / 0.62;
  let color = mix([0.09, 0.2, 0.42], [0.42, 0.45, 0.58], smooth(0, 0.55, height));
  color = mix(color, [0.98, 0.62, 0.36], smooth(0.35, 0.86, height) * 0.85);
  const toSun = Math.hypot(x - 0.86, (y - 0.43) * 1.25);
  color = add(color, scale([1, 0.62, 0.28], Math.exp(-toSun * 6) * 0.75));
  color = mix(color, [1, 0.93, 0.75], smooth(0.042, 0.036, toSun));
  const cloud = smooth(0.5, 0.78, fbm(x * 2.1 + 4, y * 7.5 + 1)) * smooth(0.42, 0.08, Math.abs(y - 0.2));
  color = mix(color, mix([0.95, 0.6, 0.45], [0.5, 0.42, 0.55], smooth(0.34, 0.08, y)), cloud * 0.62);
  const ridges: readonly [number, number, number, Vector][] = [
    [0.4, 0.13, 2.1, [0.36, 0.3, 0.42]],
    [0.47, 0.12, 3.4, [0.17, 0.17, 0.27]],
    [0.53, 0.08, 5.2, [0.06, 0.085, 0.14]],
    [0.585, 0.045, 9, [0.018, 0.036, 0.05]],
  ];
  for (const [index, [base, size, detail, tint]] of ridges.entries()) {
    const peak = base - size * (ridge(x * detail * 0.55 + index * 7.3) * 1.5 - 0.55);
    if (y < peak) continue;
    const haze = smooth(0, 0.13, y - peak) * (0.5 - index * 0.1);
    const light = (ridge(x * detail * 4 + y * 11 + index) - 0.5) * 0.16 * smooth(0, 0.01, y - peak);
    color = add(mix(tint, [0.62, 0.42, 0.36], haze), scale(tint, light));
  }
  return color;
}

function pines(x: number, y: number, foot: number, ground: number, seed: number): number {
  let cover = smooth(
    ground - 0.012,
    ground + 0.004,
    y - (fbm(x * 6 + seed, 2) - 0.5) * 0.05 - Math.abs(x - foot) * 0.16,
  );
  for (let tree = 0; tree < 5; tree += 1) {
    const at = foot + (tree - 2) * 0.062 + (hash(tree, seed) - 0.5) * 0.03;
    const top = ground - 0.2 - hash(seed, tree + 3) * 0.2;
    const share = (y - top) / (ground - top);
    if (share < 0 || share > 1.05) continue;
    const branch = 0.6 + 0.4 * ((share * 13 + hash(tree, 9)) % 1);
    const width = 0.062 * share * branch * (0.85 + 0.3 * noise(y * 160 + tree, seed));
    cover = Math.max(cover, smooth(width + 0.002, width - 0.002, Math.abs(x - at)));
  }
  return cover;
}

// --- Fruit: an orange, an apple and a pear, marched ray by ray.

type Body = "table" | "wall" | "orange" | "apple" | "pear" | "stem";

function fruit(px: number, py: number): Vector {
  let color: Vector = [0, 0, 0];
  for (const [dx, dy] of [
    [0.25, 0.25],
    [0.75, 0.75],
  ] as const) {
    const u = (px + dx - WIDTH / 2) / HEIGHT;
    const v = (HEIGHT / 2 - py - dy) / HEIGHT;
    color = add(color, scale(trace([0, 1.55, 5.6], unit([u * 0.86, v * 0.86 - 0.185, -1])), 0.5));
  }
  const corner = Math.hypot(px / WIDTH - 0.5, py / HEIGHT - 0.5);
  return scale(color, 1 - 0.5 * smooth(0.35, 0.8, corner));
}

function trace(origin: Vector, direction: Vector): Vector {
  let travelled = 0;
  for (let step = 0; step < 140 && travelled < 20; step += 1) {
    const point = add(origin, scale(direction, travelled));
    const [distance, body] = nearest(point);
    if (distance < 0.0008 * travelled) return shade(point, direction, body);
    travelled += distance * 0.85;
  }
  return [0.02, 0.02, 0.025];
}

function nearest(p: Vector): [number, Body] {
  const bodies: [number, Body][] = [
    [p[1], "table"],
    [p[2] + 2.6, "wall"],
    [Math.hypot(p[0] + 1.12, p[1] - 0.7, p[2] - 0.1) - 0.7, "orange"],
    [apple(p), "apple"],
    [pear(p), "pear"],
    [
      Math.min(
        rod(p, [0.18, 1.12, 0.62], [0.25, 1.5, 0.66], 0.022),
        rod(p, [1.36, 1.72, -0.12], [1.44, 2.05, -0.1], 0.026),
      ),
      "stem",
    ],
  ];
  return bodies.reduce((a, b) => (b[0] < a[0] ? b : a));
}

function apple(p: Vector): number {
  const q: Vector = [p[0] - 0.18, p[1] - 0.6, p[2] - 0.62];
  const around = Math.hypot(q[0], q[2]);
  const narrow = 1 + 0.16 * smooth(0.4, -0.6, q[1]);
  return (Math.hypot(around * narrow - 0.24, q[1]) - 0.46) * 0.82;
}

function pear(p: Vector): number {
  const low = Math.hypot(p[0] - 1.3, p[1] - 0.66, p[2] + 0.15) - 0.66;
  const high = Math.hypot(p[0] - 1.35, p[1] - 1.42, p[2] + 0.13) - 0.33;
  const k = 0.42;
  const h = Math.min(1, Math.max(0, 0.5 + (0.5 * (high - low)) / k));
  return (high * (1 - h) + low * h - k * h * (1 - h)) * 0.9;
}

function rod(p: Vector, from: Vector, to: Vector, radius: number): number {
  const along = subtract(to, from);
  const rest = subtract(p, from);
  const t = Math.min(1, Math.max(0, dot(rest, along) / dot(along, along)));
  return length(subtract(rest, scale(along, t))) - radius;
}

function shade(point: Vector, view: Vector, body: Body): Vector {
  let normal = normalAt(point);
  if (body === "orange") {
    const pore = fbm3(scale(point, 26));
    normal = unit(add(normal, scale([pore - 0.5, fbm3(scale(point, 27)) - 0.5, fbm3(scale(point, 29)) - 0.5], 0.32)));
  }
  const [base, gloss] = skin(point, body);
  const light: Vector = [-4.2, 5.2, 4.4];
  const toLight = unit(subtract(light, point));
  const lit = Math.max(0, dot(normal, toLight)) * shadow(point, light);
  const half = unit(subtract(toLight, view));
  const shine = Math.max(0, dot(normal, half)) ** 60 * gloss * shadow(point, light);
  const open = occlusion(point, normal);
  const sky = 0.5 + 0.5 * normal[1];
  const bounce = Math.max(0, -normal[1]) * 0.18;
  const ambient = add(scale([0.13, 0.16, 0.22], sky), scale([0.5, 0.3, 0.16], bounce));
  const diffuse = add(scale([2.1, 1.86, 1.5], lit), scale(ambient, open * 1.5));
  return add([base[0] * diffuse[0], base[1] * diffuse[1], base[2] * diffuse[2]], scale([1, 0.95, 0.86], shine));
}

function skin(p: Vector, body: Body): [Vector, number] {
  switch (body) {
    case "orange":
      return [mix([0.72, 0.2, 0.012], [0.82, 0.3, 0.02], fbm3(scale(p, 5))), 0.3];
    case "apple": {
      const angle = Math.atan2(p[2] - 0.62, p[0] - 0.18);
      const streak = fbm(angle * 9, p[1] * 1.6);
      const blush = smooth(0.12, 0.62, streak + 0.22 * Math.sin(angle + 2.4));
      const top = smooth(0.93, 1.12, p[1]);
      return [
        mix(mix([0.55, 0.34, 0.05], [0.4, 0.014, 0.016], 0.25 + 0.75 * blush), [0.36, 0.36, 0.05], top * 0.7),
        0.62,
      ];
    }
    case "pear":
      return [mix([0.42, 0.4, 0.06], [0.55, 0.36, 0.06], fbm3(scale(p, 4)) * smooth(0.2, 1.2, p[1] + 0.4)), 0.28];
    case "stem":
      return [[0.06, 0.035, 0.015], 0.05];
    case "wall":
      return [mix([0.1, 0.15, 0.16], [0.14, 0.2, 0.2], fbm(p[0] * 1.5, p[1] * 1.5)), 0];
    default: {
      const grain = fbm(p[0] * 1.1 + fbm(p[0], p[2] * 9) * 0.5, p[2] * 14);
      const board = smooth(0.02, 0.05, Math.abs(((((p[2] + 9) / 1.3) % 1) + 1) % 1));
      return [scale(mix([0.13, 0.065, 0.03], [0.26, 0.15, 0.075], grain), 0.55 + 0.45 * board), 0.12];
    }
  }
}

function normalAt(p: Vector): Vector {
  const e = 0.0015;
  const at = (x: number, y: number, z: number) => nearest([p[0] + x, p[1] + y, p[2] + z])[0];
  return unit([at(e, 0, 0) - at(-e, 0, 0), at(0, e, 0) - at(0, -e, 0), at(0, 0, e) - at(0, 0, -e)]);
}

function shadow(point: Vector, light: Vector): number {
  const away = subtract(light, point);
  const far = length(away);
  const direction = scale(away, 1 / far);
  let open = 1;
  for (let travelled = 0.03, step = 0; travelled < far && step < 60; step += 1) {
    const [distance] = nearest(add(point, scale(direction, travelled)));
    open = Math.min(open, 0.5 + (0.5 * distance * 7) / travelled);
    if (distance < 0.001) return 0;
    travelled += Math.max(0.012, distance * 0.8);
  }
  return open < 0.5 ? 0 : smooth(0.5, 1, open);
}

function occlusion(point: Vector, normal: Vector): number {
  let hidden = 0;
  for (const [step, weight] of [
    [0.05, 1],
    [0.14, 0.7],
    [0.3, 0.5],
    [0.55, 0.3],
  ] as const) {
    hidden += weight * Math.max(0, step - nearest(add(point, scale(normal, step)))[0]);
  }
  return Math.max(0.08, 1 - hidden * 1.5);
}

// --- Noise and vectors.

function hash(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43758.5453;
  return value - Math.floor(value);
}

function noise(x: number, y: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [fade(x - ix), fade(y - iy)];
  const low = hash(ix, iy) * (1 - fx) + hash(ix + 1, iy) * fx;
  const high = hash(ix, iy + 1) * (1 - fx) + hash(ix + 1, iy + 1) * fx;
  return low * (1 - fy) + high * fy;
}

function fbm(x: number, y: number): number {
  let sum = 0;
  for (let octave = 0, size = 0.5, step = 1; octave < 5; octave += 1, size /= 2, step *= 2.03)
    sum += size * noise(x * step, y * step);
  return sum / 0.97;
}

function fbm3(p: Vector): number {
  return (fbm(p[0] + p[2] * 0.7, p[1]) + fbm(p[1] + 5, p[2] - p[0] * 0.6)) / 2;
}

function ridge(x: number): number {
  let sum = 0;
  for (let octave = 0, size = 0.5, step = 1; octave < 6; octave += 1, size *= 0.48, step *= 2.1) {
    sum += size * (1 - Math.abs(noise(x * step, 3.7 + octave) * 2 - 1));
  }
  return sum;
}

function fade(t: number): number {
  return t * t * (3 - 2 * t);
}

function smooth(from: number, to: number, value: number): number {
  return fade(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function scale(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}

function mix(a: Vector, b: Vector, t: number): Vector {
  return add(scale(a, 1 - t), scale(b, t));
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function length(a: Vector): number {
  return Math.sqrt(dot(a, a));
}

function unit(a: Vector): Vector {
  return scale(a, 1 / length(a));
}

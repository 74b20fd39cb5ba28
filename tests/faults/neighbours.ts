import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { gifOfFrames, pngBomb, webpBomb } from "@/tests/pictures";
import { testPicture } from "@/tests/test-picture";
import { type LabClient, labClient } from "./client";
import { startStand } from "./stand";

/** What one client does at its limit: everything it may send in a minute, at once. */
type Attack = (client: LabClient, url: string, isOver: AbortSignal) => Promise<unknown>;

/** So many edits a minute may one browser ask for, by the product's own limit. */
const AT_ONCE = 10;

const times = (work: () => Promise<unknown>): Promise<unknown> => Promise.all(Array.from({ length: AT_ONCE }, work));

const withPicture =
  (make: () => Promise<Buffer> | Buffer, prompt = "make it a bit warmer"): Attack =>
  async (client) => {
    const bytes = new Uint8Array(await make());
    await times(() => {
      const form = new FormData();
      form.set("prompt", prompt);
      form.set("image", new Blob([bytes]), "picture");
      return client.call("POST", "/edit-image/", { form });
    });
  };

const withBody =
  (type: string, make: () => Buffer): Attack =>
  async ({ address }, url) => {
    const body = new Uint8Array(make());
    const headers = { "Content-Type": type, "X-Forwarded-For": address };
    await times(() => fetch(`${url}/edit-image/`, { method: "POST", headers, body }).catch(() => null));
  };

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#7a8b6c" }, limitInputPixels: false })
    .jpeg()
    .toBuffer();

const noise = async (width: number, height: number): Promise<Buffer> => {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0, state = 7; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
};

const COSTLY =
  "make it warmer, more contrast, blur the background, sharpen it, add a vignette, reduce the noise and make the sky darker";

/** The worst bodies and pictures that are known, by what they are. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  "290,000 empty parts": withBody("multipart/form-data; boundary=b", () =>
    Buffer.concat([
      ...Array.from({ length: 290_000 }, (_, nth) =>
        Buffer.from(`--b\r\nContent-Disposition: form-data; name="f${nth}"; filename=""\r\n\r\n\r\n`),
      ),
      Buffer.from("--b--\r\n"),
    ]),
  ),
  "27 MB of JSON keys": withBody("application/json", () => Buffer.from(`{"a":1${',"":""'.repeat(4_500_000)}}`)),
  "27 MB of JSON brackets": withBody("application/json", () => Buffer.from("[".repeat(27_000_000))),
  "20 MB in one JSON string of quotes": withBody("application/json", () =>
    Buffer.from(`{"prompt":"${String.raw`\"`.repeat(10_000_000)}"}`),
  ),
  "PNG of 50,000,000 × 1": withPicture(() => pngBomb(50_000_000, 1, 3)),
  "PNG of 1 × 30,000": withPicture(() => pngBomb(1, 30_000, 3)),
  "WebP of 268 megapixels in 38 bytes": withPicture(webpBomb),
  "GIF of 65,535 frames": withPicture(() => gifOfFrames(65_535, 2_000)),
  "PNG of 49 megapixels": withPicture(() => pngBomb(7_000, 7_000, 4)),
  "JPEG of 49 megapixels": withPicture(() => noise(5_000, 4_000)),
  "seven operations on 49 megapixels": withPicture(() => flat(7_000, 7_000), COSTLY),
  "a prompt of 2,000 characters": withPicture(
    async () => Buffer.from(await testPicture()),
    `${COSTLY} and `.repeat(15).slice(0, 1990),
  ),
  "200 bodies of a byte a second": async (_client, url, isOver) => {
    const { port } = new URL(url);
    const sockets = Array.from({ length: 200 }, () => net.connect(Number(port), "127.0.0.1"));
    for (const socket of sockets) {
      socket.on("error", () => {});
      socket.write(
        "POST /edit-image/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
      );
    }
    while (!isOver.aborted) {
      for (const socket of sockets) if (!socket.destroyed) socket.write(" ");
      await sleep(1_000);
    }
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.filter(({ closed }) => !closed).map((socket) => once(socket, "close")));
  },
};

type Times = { submit: number[]; look: number[]; edit: number[]; health: number[] };

export type Neighbour = { attack: string; alone: Times; beside: Times };

/** Seconds for which the other client is watched, by itself and then beside the attack. */
const WATCHED_MS = 30_000;

/** Starts a server with the product's own limits, and measures one client by itself and beside an attack. */
export async function measureNeighbour(attack: string): Promise<Neighbour> {
  const begin = ATTACKS[attack];
  if (begin === undefined) throw new Error(`There is no attack “${attack}”.`);
  const stand = await startStand("embedded", { env: { RATE_LIMITS: "", IMAGE_EDITOR: "local" } });
  try {
    await stand.start();
    // Once, for what is loaded and compiled by the first of its kind.
    await watch(stand.url, 1, 3_000);
    const alone = await watch(stand.url, 2, WATCHED_MS);
    const over = new AbortController();
    const attacking = begin(labClient(stand.url, 3), stand.url, over.signal);
    await sleep(300);
    const beside = await watch(stand.url, 4, WATCHED_MS);
    over.abort();
    await Promise.race([attacking, sleep(60_000)]);
    return { attack, alone, beside };
  } finally {
    await stand.close();
  }
}

/** A person with small pictures: an edit every six seconds, a look at it each second, and somebody who asks for health. */
async function watch(url: string, nth: number, lastsMs: number): Promise<Times> {
  const found: Times = { submit: [], look: [], edit: [], health: [] };
  const client = labClient(url, nth);
  const picture = new Uint8Array(await testPicture());
  const end = performance.now() + lastsMs;
  const health = async (): Promise<void> => {
    while (performance.now() < end) {
      const { status, invokedAt, returnedAt } = await client.call("GET", "/health");
      found.health.push(status === 200 ? returnedAt - invokedAt : Number.POSITIVE_INFINITY);
      await sleep(250);
    }
  };
  const edits = async (): Promise<void> => {
    while (performance.now() < end) {
      const next = performance.now() + 6_000;
      const form = new FormData();
      form.set("prompt", "make it warmer");
      form.set("image", new Blob([picture]), "picture.jpg");
      const { status, body, invokedAt, returnedAt } = await client.call("POST", "/edit-image/", { form });
      found.submit.push(status === 200 ? returnedAt - invokedAt : Number.POSITIVE_INFINITY);
      while (status === 200) {
        const seen = await client.call("GET", `/edit/${String(body["edit_id"])}`);
        found.look.push(seen.status === 200 ? seen.returnedAt - seen.invokedAt : Number.POSITIVE_INFINITY);
        if (seen.body["is_complete"] === true) found.edit.push(performance.now() - invokedAt);
        if (seen.body["is_complete"] === true || seen.body["is_error"] === true) break;
        if (performance.now() > end + 60_000) {
          found.edit.push(Number.POSITIVE_INFINITY);
          break;
        }
        await sleep(1_000);
      }
      await sleep(Math.max(0, next - performance.now()));
    }
  };
  await Promise.all([health(), edits()]);
  return found;
}

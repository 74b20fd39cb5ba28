import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { gifOfFrames, pngBomb, webpBomb } from "@/tests/pictures";
import { testPicture } from "@/tests/test-picture";
import type { LabClient } from "./client";

/** What one client does at its limit, once it is let: everything it may send in a minute, at once. */
type Attack = (client: LabClient, url: string, begin: () => Promise<void>) => Promise<unknown>;

/** So many edits a minute may one browser ask for, by the product's own limit. */
const AT_ONCE = 10;

const times = (work: () => Promise<unknown>): Promise<unknown> => Promise.all(Array.from({ length: AT_ONCE }, work));

const withPicture =
  (make: () => Promise<Buffer> | Buffer, prompt = "make it a bit warmer"): Attack =>
  async (client, _url, begin) => {
    const bytes = new Uint8Array(await make());
    await begin();
    await times(() => {
      const form = new FormData();
      form.set("prompt", prompt);
      form.set("image", new Blob([bytes]), "picture");
      return client.call("POST", "/edit-image/", { form });
    });
  };

const withBody =
  (type: string, make: () => Buffer): Attack =>
  async ({ address }, url, begin) => {
    const body = new Uint8Array(make());
    await begin();
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
  "JPEG of 20 megapixels of noise": withPicture(() => noise(5_000, 4_000)),
  "seven operations on 49 megapixels": withPicture(() => flat(7_000, 7_000), COSTLY),
  "a prompt of 2,000 characters": withPicture(
    async () => Buffer.from(await testPicture()),
    `${COSTLY} and `.repeat(15).slice(0, 1990),
  ),
  "200 bodies of a byte a second": async (_client, url, begin) => {
    await begin();
    const { port } = new URL(url);
    const sockets = Array.from({ length: 200 }, () => net.connect(Number(port), "127.0.0.1"));
    for (const socket of sockets) {
      socket.on("error", () => {});
      socket.write(
        "POST /edit-image/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
      );
    }
    while (sockets.some(({ destroyed }) => !destroyed)) {
      for (const socket of sockets) if (!socket.destroyed) socket.write(" ");
      await sleep(1_000);
    }
  },
};

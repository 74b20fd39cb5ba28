import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from ".";

type Submitted = { id: string; polling_url?: string; cost: number; detail?: unknown };
type Polled = { status: string; result: { sample: string } | null; details: unknown };

let data: string;
let mask: string;

const pictureOf = async (width: number, height: number): Promise<string> =>
  (
    await sharp({ create: { width, height, channels: 3, background: "#336699" } })
      .png()
      .toBuffer()
  ).toString("base64");

beforeAll(async () => {
  data = await pictureOf(300, 200);
  mask = await pictureOf(300, 100);
});

const submit = async (
  fake: BflFake,
  change: Record<string, unknown> = {},
  {
    model = "flux-2-pro",
    key = BFL_FAKE_KEY,
    type = "application/json",
  }: { model?: string; key?: string | null; type?: string } = {},
) => {
  const words = model.startsWith("flux-tools") ? {} : { prompt: "make it blue", input_image: data };
  const response = await fetch(`${fake.url}/v1/${model}`, {
    method: "POST",
    headers: { "content-type": type, ...(key === null ? {} : { "x-key": key }) },
    body: JSON.stringify({ ...words, ...change }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Submitted };
};

const poll = async (url: string | undefined, key = BFL_FAKE_KEY) => {
  const response = await fetch(url ?? "", { headers: { "x-key": key } });
  return { status: response.status, body: (await response.json()) as Polled };
};

const sampleOf = async (url: string | undefined) => (await poll(url)).body.result?.sample ?? "";

describe("the BFL fake is as strict as the service", () => {
  let fake: BflFake;
  beforeAll(async () => {
    fake = await startBflFake();
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  it.each(["flux-kontext-pro", "flux-kontext-max", "flux-2-pro", "flux-2-max", "flux-2-flex", "flux-2-klein-4b"])(
    "takes a good request for %s, and says what it costs",
    async (model) => {
      const { status, body } = await submit(fake, {}, { model });
      expect(status).toBe(200);
      expect(body).toMatchObject({ id: expect.any(String) as string, cost: expect.any(Number) as number });
      expect(fake.paidTasks()).toMatchObject([{ model, prompt: "make it blue" }]);
    },
  );

  it.each([
    ["no key", {}, { key: null }, 403, "Not authenticated - Invalid Authentication"],
    ["a wrong key", {}, { key: "wrong" }, 403, "Not authenticated - Invalid Authentication"],
    ["another type", {}, { type: "text/plain" }, 415, "Unsupported"],
    ["an unknown model", {}, { model: "flux-fill" }, 404, "Not Found"],
    ["an unknown field", { negative_prompt: "x" }, {}, 422, "negative_prompt"],
    ["a ratio with FLUX.2", { aspect_ratio: "16:9" }, {}, 422, "aspect_ratio"],
    ["the upsampling of Kontext with FLUX.2 pro", { prompt_upsampling: false }, {}, 422, "prompt_upsampling"],
    ["a width with Kontext", { width: 512 }, { model: "flux-kontext-pro" }, 422, "width"],
    ["disable_pup with flex", { disable_pup: true }, { model: "flux-2-flex" }, 422, "disable_pup"],
    ["disable_pup with klein", { disable_pup: true }, { model: "flux-2-klein-4b" }, 422, "disable_pup"],
    ["a ratio beyond 21:9", { aspect_ratio: "22:9" }, { model: "flux-kontext-pro" }, 422, "aspect_ratio"],
    ["a small side", { width: 240, height: 512 }, {}, 422, "width"],
    ["a side that is no multiple of 16", { width: 1000, height: 512 }, {}, 422, "width"],
    ["a long side", { width: 2064, height: 512 }, {}, 422, "width"],
    ["a length as text", { width: "512", height: 512 }, {}, 422, "width"],
    ["safety 6 with FLUX.2", { safety_tolerance: 6 }, {}, 422, "safety_tolerance"],
    ["safety 7 with Kontext", { safety_tolerance: 7 }, { model: "flux-kontext-pro" }, 422, "safety_tolerance"],
    ["webp of Kontext", { output_format: "webp" }, { model: "flux-kontext-pro" }, 422, "output_format"],
    ["a seed as text", { seed: "7" }, {}, 422, "seed"],
    ["no prompt", { prompt: undefined }, {}, 422, "Field required"],
    ["a callback that is no address", { webhook_url: "here" }, {}, 422, "webhook_url"],
    ["a long callback", { webhook_url: `https://example.com/${"x".repeat(2083)}` }, {}, 422, "webhook_url"],
    ["a ninth picture", { input_image_9: "" }, {}, 422, "input_image_9"],
    ["a fifth picture of klein", { input_image_5: "" }, { model: "flux-2-klein-4b" }, 422, "input_image_5"],
    ["no base64", { input_image: "%%%" }, {}, 422, "Invalid base64"],
    ["erase without a mask", { image: "" }, { model: "flux-tools/erase-v1" }, 422, "mask"],
  ])("refuses %s", async (_what, change, options, status, text) => {
    const answer = await submit(fake, change, options);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(text);
    expect(Array.isArray(answer.body.detail)).toBe(status === 422);
    expect(fake.paidTasks()).toEqual([]);
  });

  it("takes pictures as plain base64 only, and decodes them to the end", async () => {
    for (const [input_image, says] of [
      [`data:image/png;base64,${data}`, "data: prefix"],
      [data.slice(0, Math.floor(data.length / 8) * 4), "cannot be decoded"],
      [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").toString("base64"), "input_image"],
    ]) {
      const { status, body } = await submit(fake, { input_image });
      expect(status).toBe(422);
      expect(JSON.stringify(body)).toContain(says);
    }
    const { status } = await submit(fake, { image: data, mask }, { model: "flux-tools/erase-v1" });
    expect(status).toBe(422);
  });

  it("has at most 24 tasks open, and 6 of Kontext max", async () => {
    const busy = await startBflFake({ seconds: [60, 60] });
    try {
      const send = async (model: string, count: number) =>
        (await Promise.all(Array.from({ length: count }, () => submit(busy, {}, { model })))).map(
          ({ status }) => status,
        );
      expect((await send("flux-kontext-max", 7)).filter((status) => status === 429)).toHaveLength(1);
      expect((await send("flux-2-pro", 20)).filter((status) => status === 429)).toHaveLength(2);
      expect([busy.paidTasks().length, busy.mostActive(), busy.turnedAway()]).toEqual([24, 24, 3]);
      busy.advance(61);
      expect(await send("flux-kontext-max", 1)).toEqual([200]);
    } finally {
      await busy.close();
    }
  });

  it("is polled on another host and path than its API, with the key", async () => {
    const { body } = await submit(fake);
    const address = new URL(body.polling_url ?? "");
    expect(address.origin).not.toBe(fake.url);
    expect(address.pathname).not.toBe("/v1/get_result");
    expect((await poll(body.polling_url)).body.status).toBe("Ready");
    expect((await poll(body.polling_url, "wrong")).status).toBe(403);
    expect((await poll(`${fake.url}/v1/get_result?id=${body.id}`)).body.status).toBe("Task not found");
    expect((await poll(`${address.origin}${address.pathname}?id=unknown`)).body.status).toBe("Task not found");
  });

  it("walks from pending to ready in the time that a task takes", async () => {
    const slow = await startBflFake({ seconds: [100, 100] });
    try {
      const { body } = await submit(slow);
      const seen: string[] = [];
      for (const seconds of [0, 25, 25, 60]) {
        slow.advance(seconds);
        seen.push((await poll(body.polling_url)).body.status);
      }
      expect(seen).toEqual(["Pending", "Reasoning", "Generating", "Ready"]);
    } finally {
      await slow.close();
    }
  });

  it("delivers from a third host: for ten minutes, without CORS, and never to a key", async () => {
    const { body } = await submit(fake);
    const sample = await sampleOf(body.polling_url);
    expect([fake.url, fake.cluster.url]).not.toContain(new URL(sample).origin);
    const response = await fetch(sample, { headers: { origin: "https://example.com" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(sample, { headers: { "x-key": BFL_FAKE_KEY } })).status).toBe(400);
    expect((await fetch(sample, { headers: { authorization: `Bearer ${BFL_FAKE_KEY}` } })).status).toBe(400);
    fake.advance(599);
    expect((await fetch(sample)).status).toBe(200);
    fake.advance(2);
    expect((await fetch(sample)).status).toBe(403);
    expect((await fetch(await sampleOf(body.polling_url))).status).toBe(200);
  });

  it("edits the picture really: of the size asked for, other words, other colours", async () => {
    const edited = async (model: string, change: Record<string, unknown>) => {
      const { body } = await submit(fake, change, { model });
      const bytes = await (await fetch(await sampleOf(body.polling_url))).arrayBuffer();
      const { width, height, format } = await sharp(bytes).metadata();
      const colour = (await sharp(bytes).stats()).channels.map(({ mean }) => Math.round(mean)).join();
      return { size: `${width}x${height}`, format, colour };
    };
    const blue = await edited("flux-2-pro", { width: 512, height: 256 });
    expect(blue).toMatchObject({ size: "512x256", format: "jpeg" });
    const red = await edited("flux-2-pro", { prompt: "make it red", output_format: "png" });
    expect(red).toMatchObject({ size: "304x208", format: "png" });
    expect(new Set([blue.colour, red.colour, "51,102,153"]).size).toBe(3);
    expect(await edited("flux-kontext-pro", {})).toMatchObject({ size: "1248x832", format: "png" });
    expect(await edited("flux-kontext-pro", { aspect_ratio: "1:1" })).toMatchObject({ size: "1024x1024" });
    const removed = await edited("flux-tools/erase-v1", { image: data, mask: data });
    expect(removed).toMatchObject({ size: "300x200", format: "png" });
  });

  it("tells credits and prices, to who has the key", async () => {
    const headers = { "x-key": BFL_FAKE_KEY, "content-type": "application/json" };
    const credits = await fetch(`${fake.url}/v1/credits`, { headers });
    expect(await credits.json()).toEqual({ credits: 1234.5 });
    expect((await fetch(`${fake.url}/v1/credits`)).status).toBe(403);
    const priceOf = async (model: string) => {
      const size = { width: 1024, height: 1024 };
      const body = JSON.stringify({ model, ...size, input_images: [size] });
      return fetch(`${fake.url}/v1/pricing`, { method: "POST", headers, body });
    };
    expect(await (await priceOf("flux-2-pro")).json()).toEqual({ cost: 4.5 });
    expect((await priceOf("flux-kontext-pro")).status).toBe(404);
  });

  it.each(["reset", "reset-after"])(
    "breaks the connection of flux:%s, the second after it took the task",
    async (name) => {
      await expect(submit(fake, { prompt: `make it blue flux:${name}` })).rejects.toThrow("fetch failed");
      expect(fake.paidTasks()).toHaveLength(name === "reset" ? 0 : 1);
    },
  );
});

describe("the webhooks of the BFL fake", () => {
  it.each(["verbatim", "hmac"] as const)("are called when a task ends, and again when that fails: %s", async (form) => {
    const fake = await startBflFake({ webhookSecret: form, webhookAnswer: true, webhookRetryMs: [10, 10] });
    let failures = 1;
    const listener = createServer((_request, response) => {
      failures -= 1;
      response.writeHead(failures >= 0 ? 500 : 204).end();
    });
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    try {
      const webhook_url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/here`;
      const { body } = await submit(fake, { webhook_url, webhook_secret: "a secret" });
      expect(body).toMatchObject({ status: "Pending", webhook_url });
      expect(body.polling_url).toBeUndefined();
      await expect.poll(() => fake.webhookCalls().map(({ status }) => status)).toEqual([500, 204]);
      const [call] = fake.webhookCalls();
      expect(JSON.parse(call?.body ?? "")).toMatchObject({ id: body.id, status: "Ready" });
      const secret = call?.headers["x-webhook-secret"] ?? call?.headers["x-bfl-signature"];
      expect(secret).toMatch(form === "verbatim" ? /^a secret$/ : /^sha256=[0-9a-f]{64}$/);
      expect((await poll(`${fake.url}/v1/get_result?id=${body.id}`)).body.status).toBe("Ready");
    } finally {
      listener.close();
      await fake.close();
    }
  });
});

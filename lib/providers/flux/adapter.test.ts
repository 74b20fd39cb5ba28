import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError, type Charge, ERRORS, type ErrorCode } from "@/lib/errors";
import { pictureTools } from "@/lib/images/picture-tools";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from "@/tests/fakes/bfl";
import type { FakeAnswer, FakeServer, Fault } from "@/tests/fakes/fake-server";
import { createFluxEditor, type FluxOptions, onlyRemoves } from "./adapter";
import { createProviderDownload, type ProviderDownload, resultUrl } from "@/lib/download";
import { type ImageEditor, type Picture, refusedHostOf, type SubmitRequest } from "@/lib/providers/port";
import { describeImageEditor } from "@/lib/providers/image-editor.contract";
import { plainPicture, submitRequest } from "@/tests/factories/pictures";

const MODEL = "flux-2-pro";
const soon = () => AbortSignal.timeout(20_000);

describe("the FLUX editor", () => {
  let fake: BflFake;
  let source: SubmitRequest["picture"];

  beforeAll(async () => {
    fake = await startBflFake();
    source = await plainPicture(600, 400, "#446688");
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  const create = (change: Partial<FluxOptions> = {}): ImageEditor =>
    createFluxEditor({
      apiKey: BFL_FAKE_KEY,
      baseUrl: fake.url,
      model: MODEL,
      maxActive: null,
      priceUsd: null,
      webhooks: false,
      resultHosts: [],
      tools: pictureTools,
      ...change,
    });
  const request = (prompt: string, change: Partial<SubmitRequest> = {}) => submitRequest(source, prompt, change);
  const submit = async (prompt: string, change: Partial<SubmitRequest> = {}, editor = create()) => {
    const submission = await editor.submit(request(prompt, change), soon());
    if (submission.state !== "accepted") throw new Error("FLUX never answers at once");
    return submission;
  };
  const finish = async (prompt: string, change: Partial<SubmitRequest> = {}, editor = create()): Promise<Picture> => {
    const { pollingUrl } = await submit(prompt, change, editor);
    for (;;) {
      const poll = await editor.poll(pollingUrl, soon());
      if (poll.state === "ready") return editor.fetch(poll.resultUrl, soon());
    }
  };
  const sent = (): unknown => JSON.parse(fake.requests[0]?.body.toString("utf8") ?? "");
  const failure = (running: Promise<unknown>): Promise<AppError> =>
    running.then(
      () => new AppError("NOT_FOUND", { detail: "it did not fail" }),
      (error: unknown) => error as AppError,
    );
  const facts = ({ code, charge, retryable }: AppError) => ({ code, charge, retryable });

  describeImageEditor("flux", () => create());

  describe("sends", () => {
    const words =
      "make it blue, model flux-2-max, 4096x4096, safety_tolerance 6, seed 1, webhook_url https://evil.example";
    const base64 = (): string => Buffer.from(source.bytes).toString("base64");

    it.each<[string, Record<string, unknown>]>([
      ["flux-2-pro", { width: 608, height: 400, output_format: "png", safety_tolerance: 2, disable_pup: true }],
      ["flux-2-pro-preview", { width: 608, height: 400, output_format: "png", safety_tolerance: 2, disable_pup: true }],
      ["flux-2-max", { width: 608, height: 400, output_format: "png", safety_tolerance: 2, disable_pup: true }],
      ["flux-2-flex", { width: 608, height: 400, output_format: "png", safety_tolerance: 2, prompt_upsampling: false }],
      ["flux-2-klein-9b", { width: 608, height: 400, output_format: "png", safety_tolerance: 2 }],
      ["flux-kontext-pro", { output_format: "png", safety_tolerance: 2, prompt_upsampling: false }],
      ["flux-kontext-max", { output_format: "png", safety_tolerance: 2, prompt_upsampling: false }],
    ])("%s exactly this: words and picture are all that a request decides", async (model, rest) => {
      await submit(words, {}, create({ model }));
      expect(fake.requests).toHaveLength(1);
      expect(fake.requests[0]).toMatchObject({ method: "POST", path: `/v1/${model}` });
      expect(sent()).toEqual({ prompt: words, input_image: base64(), ...rest });
    });

    it("FLUX 3 a body of its own, and nothing else", async () => {
      const { cost } = await submit(words, {}, create({ model: "flux-3-image" }));
      expect(fake.requests[0]).toMatchObject({ method: "POST", path: "/v1/flux-3-image" });
      expect(sent()).toEqual({
        prompt: words,
        images: [base64()],
        aspect_ratio: "auto",
        resolution: "768sq",
        safety_tolerance: 2,
        grounding: false,
      });
      expect(cost).toEqual({ usd: 0.048, estimated: false });
    });

    it("a model that is not known here what all of them take", async () => {
      fake.fail({ kind: "answer", answer: { body: { id: "task-1" } } });
      await submit(words, {}, create({ model: "flux-9" }));
      expect(sent()).toEqual({ prompt: words, input_image: base64() });
    });

    it("Kontext a ratio where the picture is longer than it follows by itself", async () => {
      await submit(
        "make it blue",
        { picture: await plainPicture(900, 300, "#446688") },
        create({ model: "flux-kontext-pro" }),
      );
      expect(sent()).toMatchObject({ aspect_ratio: "21:9" });
    });

    it("a picture above the limits smaller", async () => {
      const picture = await plainPicture(4_000, 3_000, "#446688");
      await submit("make it blue", { picture });
      const body = sent() as { input_image: string; width: number; height: number };
      const { width, height } = await sharp(Buffer.from(body.input_image, "base64")).metadata();
      expect(width * height).toBeLessThanOrEqual(4_194_304);
      expect(width / height).toBeCloseTo(4 / 3, 2);
      expect([body.width, body.height]).toEqual([2_048, 1_536]);
    });

    it("where to call back, and the secret to bring", async () => {
      const webhook = { url: "http://127.0.0.1:9/here", secret: "a secret" };
      await submit("make it blue", { webhook });
      expect(sent()).toMatchObject({ webhook_url: webhook.url, webhook_secret: webhook.secret });
    });

    it("no address to call back that the service would refuse", async () => {
      await submit("make it blue", { webhook: { url: `https://example.com/${"x".repeat(2083)}`, secret: "a secret" } });
      expect(sent()).not.toHaveProperty("webhook_url");
      expect(sent()).not.toHaveProperty("webhook_secret");
    });

    it("the picture and the mask to the model that removes, and nothing else that is marked", async () => {
      const mask = await plainPicture(600, 400, "#ffffff");
      const { model, cost } = await submit("remove the lamp", { mask });
      expect([model, cost]).toEqual(["flux-tools/erase-v1", { usd: 0.05, estimated: false }]);
      expect(sent()).toEqual({
        image: base64(),
        mask: Buffer.from(mask.bytes).toString("base64"),
        dilate_pixels: 10,
        output_format: "png",
        safety_tolerance: 2,
      });
      const refused = await failure(submit("paint the lamp red", { mask }));
      expect(facts(refused)).toEqual({ code: "PROVIDER_REJECTED", charge: "none", retryable: false });
      expect(fake.paidTasks()).toHaveLength(1);
    });

    it("nothing once it was told to stop", async () => {
      const error = await failure(create().submit(request("make it blue"), AbortSignal.abort()));
      expect(facts(error)).toEqual({ code: "PROVIDER_TIMEOUT", charge: "none", retryable: false });
      expect(fake.requests).toEqual([]);
    });
  });

  describe("says what an edit costs", () => {
    it("as the service does, each credit a hundredth of a dollar", async () => {
      expect((await submit("make it blue")).cost).toEqual({ usd: 0.045, estimated: false });
      expect((await submit("make it blue", {}, create({ model: "flux-kontext-max" }))).cost).toEqual({
        usd: 0.08,
        estimated: false,
      });
    });

    it("by the price list, or as the operator does, where the service says nothing", async () => {
      expect((await submit("make it blue flux:no-cost")).cost).toEqual({ usd: 0.045, estimated: true });
      const priced = await submit("make it blue flux:no-cost", {}, create({ priceUsd: 0.02 }));
      expect(priced.cost).toEqual({ usd: 0.02, estimated: true });
    });

    it.each([-1, "4.5", 1e12, Number.NaN])("and takes %s for no price", async (cost) => {
      fake.fail({ kind: "answer", answer: { body: { id: "task-1", polling_url: `${fake.cluster.url}/x`, cost } } });
      expect((await submit("make it blue")).cost).toEqual({ usd: 0.045, estimated: true });
    });
  });

  describe("polls", () => {
    it("exactly the address that it was given, through every status", async () => {
      const slow = await startBflFake({ seconds: [100, 100] });
      try {
        const editor = create({ baseUrl: slow.url });
        const { pollingUrl, providerId } = await submit("make it blue", {}, editor);
        expect(new URL(pollingUrl).origin).toBe(slow.cluster.url);
        expect(pollingUrl).toContain(providerId);
        const seen: unknown[] = [];
        for (const seconds of [0, 30, 30, 60]) {
          slow.advance(seconds);
          seen.push(await editor.poll(pollingUrl, soon()));
        }
        expect(seen).toMatchObject([
          { state: "running", progress: null },
          { state: "running", progress: expect.closeTo(0.3, 1) as number },
          { state: "running", progress: expect.closeTo(0.6, 1) as number },
          { state: "ready", cost: null },
        ]);
        expect(slow.cluster.requests).toHaveLength(4);
        expect(slow.requests).toHaveLength(1);
      } finally {
        await slow.close();
      }
    });

    it("the API itself where it was given none", async () => {
      await expect(finish("make it blue flux:no-polling-url")).resolves.toMatchObject({ contentType: "image/png" });
      expect(fake.requests.map(({ path }) => path)).toEqual([`/v1/${MODEL}`, "/v1/get_result"]);
    });

    it("on through a status that nobody knows, and tells of it once", async () => {
      const told: string[] = [];
      const editor = create({ onUnknownStatus: (status) => told.push(status) });
      for (const _ of [1, 2]) await finish("make it blue flux:unknown-status", {}, editor);
      expect(told).toEqual(["Foo"]);
    });

    it.each<[FakeAnswer["body"], number | null]>([
      [{ status: "Generating", progress: 0.5 }, 0.5],
      [{ state: "Generating", progress: 50 }, 0.5],
      [{ status: "generating", progress: "half" }, null],
      [{ status: "Pending", progress: -1 }, null],
      [{ status: "Pending", progress: 1000, result: "none yet", details: [] }, null],
    ])("and reads %j", async (body, progress) => {
      const { pollingUrl } = await submit("make it blue");
      fake.cluster.fail({ kind: "answer", answer: { body } });
      await expect(create().poll(pollingUrl, soon())).resolves.toEqual({ state: "running", progress });
    });
  });

  const REFUSED = ERRORS.CONTENT_REFUSED.detail;
  const UNAVAILABLE = ERRORS.PROVIDER_UNAVAILABLE.detail;
  const NOT_SET_UP = ERRORS.PROVIDER_NOT_CONFIGURED.detail;
  const REJECTED = ERRORS.PROVIDER_REJECTED.detail;
  const TOO_LONG = ERRORS.PROVIDER_TIMEOUT.detail;
  const BAD_RESULT = ERRORS.PROVIDER_BAD_RESULT.detail;

  type Row = [scenario: string, code: ErrorCode, charge: Charge, retryable: boolean, detail: string];

  const SUBMITS: Row[] = [
    ["400", "PROVIDER_REJECTED", "none", false, REJECTED],
    [
      "400-moderated",
      "CONTENT_REFUSED",
      "none",
      false,
      "The image service refused this request and said: “The prompt was flagged by our content policy.”. Try a different picture or wording.",
    ],
    ["401", "PROVIDER_NOT_CONFIGURED", "none", false, NOT_SET_UP],
    ["402", "PROVIDER_UNAVAILABLE", "none", false, UNAVAILABLE],
    ["403", "PROVIDER_NOT_CONFIGURED", "none", false, NOT_SET_UP],
    ["404", "PROVIDER_NOT_CONFIGURED", "none", false, NOT_SET_UP],
    ["422", "PROVIDER_REJECTED", "none", false, REJECTED],
    ["429", "PROVIDER_UNAVAILABLE", "none", true, UNAVAILABLE],
    ["429-wait", "PROVIDER_UNAVAILABLE", "none", true, UNAVAILABLE],
    ["moved", "PROVIDER_UNAVAILABLE", "none", false, UNAVAILABLE],
    ["500", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["500-after", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["502", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["503", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["504", "PROVIDER_TIMEOUT", "possible", false, TOO_LONG],
    ["reset", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["reset-after", "PROVIDER_UNAVAILABLE", "possible", false, UNAVAILABLE],
    ["hang", "PROVIDER_TIMEOUT", "possible", false, TOO_LONG],
    ["hang-after", "PROVIDER_TIMEOUT", "possible", false, TOO_LONG],
    ["submit-html", "PROVIDER_BAD_RESULT", "possible", false, BAD_RESULT],
    ["submit-strange", "PROVIDER_BAD_RESULT", "possible", false, BAD_RESULT],
  ];

  const hidesSecrets = (error: AppError): void => {
    expect(error.detail).not.toMatch(/127\.0\.0\.1|https?:|<|\p{Cc}|flux:/u);
    const logged = JSON.stringify([error.message, error.stack, String(error.cause), error.cause, error]);
    expect(logged).not.toContain(BFL_FAKE_KEY);
    expect(logged).not.toContain("zanzibar");
    expect(logged).not.toContain("sig=");
  };

  it.each(SUBMITS)("a submit that ends as %s is %s, charged: %s", async (scenario, code, charge, retryable, detail) => {
    const editor = create({ submitMs: scenario.startsWith("hang") ? 200 : 20_000 });
    const error = await failure(submit(`make zanzibar blue flux:${scenario}`, {}, editor));
    expect({ ...facts(error), detail: error.detail }).toEqual({ code, charge, retryable, detail });
    hidesSecrets(error);
    expect(fake.requests).toHaveLength(1);
    expect(fake.paidTasks().length).toBe(charge === "none" || !/after|submit/.test(scenario) ? 0 : 1);
  });

  const ENDS: Row[] = [
    [
      "request-moderated",
      "CONTENT_REFUSED",
      "possible",
      false,
      "The image service refused this request and said: “Nudity, Violence”. Try a different picture or wording.",
    ],
    ["request-moderated-bare", "CONTENT_REFUSED", "possible", false, REFUSED],
    ["content-moderated", "CONTENT_REFUSED", "possible", false, REFUSED],
  ];

  it.each(ENDS)("a task that ends as %s is %s, charged: %s", async (scenario, code, charge, retryable, detail) => {
    const error = await failure(finish(`make zanzibar blue flux:${scenario}`));
    expect({ ...facts(error), detail: error.detail }).toEqual({ code, charge, retryable, detail });
    hidesSecrets(error);
    expect(fake.cluster.requests).toHaveLength(1);
  });

  const FAILED = "The image service failed while making this edit. It may have charged for it.";
  const LOST = "The image service does not know this edit any more. It may have charged for it.";
  const DOUBTS: Row[] = [
    ["task-error", "PROVIDER_UNAVAILABLE", "possible", false, FAILED],
    ["task-failed", "PROVIDER_UNAVAILABLE", "possible", false, FAILED],
    ["task-not-found", "PROVIDER_UNAVAILABLE", "possible", false, LOST],
    ["task-not-found-404-9", "PROVIDER_UNAVAILABLE", "possible", false, LOST],
    ["no-sample", "PROVIDER_BAD_RESULT", "made", false, BAD_RESULT],
  ];

  it.each(DOUBTS)(
    "a reply that says %s is not the end of the task",
    async (scenario, code, charge, retryable, detail) => {
      const { pollingUrl } = await submit(`make zanzibar blue flux:${scenario}`);
      const polled = await create().poll(pollingUrl, soon());
      if (polled.state !== "doubtful") throw new Error(`it is ${polled.state}`);
      expect({ ...facts(polled.why), detail: polled.why.detail }).toEqual({ code, charge, retryable, detail });
      hidesSecrets(polled.why);
    },
  );

  it.each(["task-not-found-3", "task-not-found-404-2", "task-error-1", "task-failed-2"])(
    "a task has its picture after %s",
    async (scenario) => {
      await expect(finish(`make zanzibar blue flux:${scenario}`)).resolves.toMatchObject({ contentType: "image/png" });
    },
  );

  it.each(["expired-for-ever", "cut", "empty", "huge", "redirect", "private-sample"])(
    "a result that is %s is asked for again",
    async (scenario) => {
      // As the real address has it, where there is no stand-in.
      const download = scenario === "private-sample" ? createProviderDownload(REAL) : null;
      const editor = create(download === null ? {} : { download: atStandIn(download) });
      const error = await failure(finish(`make zanzibar blue flux:${scenario}`, {}, editor));
      expect(facts(error)).toEqual({ code: "PROVIDER_UNAVAILABLE", charge: "made", retryable: true });
      expect(refusedHostOf(error)).toBe(scenario === "private-sample" ? "10.0.0.1" : null);
      hidesSecrets(error);
    },
  );

  it.each(["html", "svg", "truncated", "odd-jpeg", "packed", "handed-on"])(
    "a result that is %s is brought as it came, for it is paid for",
    async (scenario) => {
      const { bytes } = await finish(`make zanzibar blue flux:${scenario}`);
      expect(bytes.byteLength).toBeGreaterThan(20);
      if (scenario === "packed" || scenario === "handed-on")
        expect(Buffer.from(bytes).toString("latin1", 1, 4)).toBe("PNG");
    },
  );

  const REAL = { domain: "bfl.ai", baseUrl: "https://api.bfl.ai" };
  /** Polls at the stand-in; takes results by `results`, told of each address. */
  const atStandIn =
    (results: ProviderDownload): ProviderDownload =>
    (url, asked) =>
      asked.isResult === true
        ? results(url, asked)
        : createProviderDownload({ domain: "bfl.ai", baseUrl: fake.url })(url, asked);

  it.each(["azure-sample", "strange-sample"])("a result of an %s is taken, without the key", async (scenario) => {
    // No such host can be had here: what the real rule allows is taken from the stand-in.
    const taken: string[] = [];
    const editor = create({
      download: atStandIn((url, asked) => {
        const { hostname, pathname, search } = resultUrl(url, REAL);
        taken.push(hostname);
        const moved = new URL(pathname + search, fake.delivery.url).href;
        return createProviderDownload({ domain: "bfl.ai", baseUrl: fake.url })(moved, asked);
      }),
    });
    await expect(finish(`make it blue flux:${scenario}`, {}, editor)).resolves.toMatchObject({
      contentType: "image/png",
    });
    expect(taken).toEqual([
      scenario === "azure-sample" ? "bfldeliveryscus.blob.core.windows.net" : "cdn.results.example",
    ]);
    expect(JSON.stringify(fake.delivery.requests)).not.toContain(BFL_FAKE_KEY);
  });

  it("has a fresh address for a result at each poll", async () => {
    const editor = create();
    const { pollingUrl } = await submit("make it blue flux:expired", {}, editor);
    const address = async () => {
      const poll = await editor.poll(pollingUrl, soon());
      return poll.state === "ready" ? poll.resultUrl : "";
    };
    expect(await failure(editor.fetch(await address(), soon()))).toMatchObject({ retryable: true });
    await expect(editor.fetch(await address(), soon())).resolves.toMatchObject({ contentType: "image/png" });
  });

  const trouble = (name: string, host: () => FakeServer, faults: [string, Fault, ErrorCode][]) =>
    describe(`${name} with trouble on the way`, () => {
      it.each(faults)("may be asked again after %s", async (_what, fault, code) => {
        host().fail(fault);
        const signal = fault.kind === "hang" ? AbortSignal.timeout(200) : soon();
        const { pollingUrl } = await submit("make it blue");
        const poll = async () => {
          const polled = await create().poll(pollingUrl, signal);
          return polled.state === "ready" ? create().fetch(polled.resultUrl, signal) : null;
        };
        const error = await failure(poll());
        expect(facts(error)).toMatchObject({ code, retryable: true });
        expect(error.charge).not.toBe("none");
        hidesSecrets(error);
        await expect(finish("make it blue")).resolves.toBeDefined();
      });
    });
  const answered = (status: number, body: unknown = { detail: "x" }): Fault => ({
    kind: "answer",
    answer: { status, body },
  });

  trouble("a task", () => fake.cluster, [
    ["500", answered(500), "PROVIDER_UNAVAILABLE"],
    ["503", answered(503), "PROVIDER_UNAVAILABLE"],
    ["429", answered(429), "PROVIDER_UNAVAILABLE"],
    ["404 without a status", answered(404), "PROVIDER_UNAVAILABLE"],
    ["403", answered(403), "PROVIDER_NOT_CONFIGURED"],
    ["a redirect", answered(302), "PROVIDER_UNAVAILABLE"],
    ["a page", answered(200, "<html></html>"), "PROVIDER_UNAVAILABLE"],
    ["no status", answered(200, { id: "1", result: null }), "PROVIDER_UNAVAILABLE"],
    ["a status that is none", answered(200, { status: 7 }), "PROVIDER_UNAVAILABLE"],
    ["a long answer", answered(200, `{"status": "Ready", "x": "${"x".repeat(1_000_001)}"}`), "PROVIDER_UNAVAILABLE"],
    ["a broken connection", { kind: "reset" }, "PROVIDER_UNAVAILABLE"],
    ["silence", { kind: "hang" }, "PROVIDER_UNAVAILABLE"],
  ]);
  trouble("a result", () => fake.delivery, [
    ["500", answered(500), "PROVIDER_UNAVAILABLE"],
    ["404", answered(404), "PROVIDER_UNAVAILABLE"],
    ["a broken connection", { kind: "reset" }, "PROVIDER_UNAVAILABLE"],
    ["silence", { kind: "hang" }, "PROVIDER_UNAVAILABLE"],
  ]);

  it("knows a task that is not found by the status code as well", async () => {
    const { pollingUrl } = await submit("make it blue");
    fake.cluster.fail(answered(404, { id: "1", status: "Task not found" }));
    await expect(create().poll(pollingUrl, soon())).resolves.toMatchObject({ state: "doubtful" });
  });

  it.each<[string, () => string | null, number]>([
    ["nothing", () => null, 5],
    ["7", () => "7", 7],
    ["0", () => "0", 1],
    ["99999", () => "99999", 3_600],
    ["a date in 30 s", () => new Date(Date.now() + 30_000).toUTCString(), 30],
    ["a date that is over", () => new Date(0).toUTCString(), 1],
    ["soon", () => "soon", 5],
  ])("waits as long as a 429 wants: %s", async (_what, wanted, seconds) => {
    const value = wanted();
    const headers: Record<string, string> = value === null ? {} : { "retry-after": value };
    fake.fail({ kind: "answer", answer: { status: 429, headers, body: { detail: "full" } } });
    const { retryAfterSeconds } = await failure(submit("make it blue"));
    expect(Math.abs((retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(2);
  });

  it.each(["nobody listens", "no such name"])("costs nothing where %s", async (what) => {
    const gone = await startBflFake();
    await gone.close();
    const baseUrl = what === "nobody listens" ? gone.url : "http://nowhere.invalid";
    const error = await failure(submit("make it blue", {}, create({ baseUrl })));
    expect(facts(error)).toEqual({ code: "PROVIDER_UNAVAILABLE", charge: "none", retryable: true });
  });

  it("gives up when told to: it may have cost something", async () => {
    const controller = new AbortController();
    const running = failure(create().submit(request("make it blue flux:hang"), controller.signal));
    while (fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    expect(facts(await running)).toEqual({ code: "PROVIDER_TIMEOUT", charge: "possible", retryable: false });
  });

  it.each([
    ["http://169.254.169.254/latest/meta-data", "169.254.169.254"],
    ["https://bfl.ai@evil.example/x", "evil.example"],
    ["https://bfl.ai.evil.example/x", "bfl.ai.evil.example"],
    ["http://[::ffff:7f00:1]/x", "[::ffff:7f00:1]"],
    ["https://delivery-eu1.bfl.ai/x", "delivery-eu1.bfl.ai"],
    ["https://delivery.eu1.bfl.ai/x", "delivery.eu1.bfl.ai"],
    ["ftp://api.bfl.ai/x", "api.bfl.ai"],
    ["not an address", "(no host)"],
  ])("never takes its key to %s, and asks after the paid task at the API", async (polling_url, refusedHost) => {
    fake.fail({ kind: "answer", answer: { body: { id: "task-1", polling_url } } });
    const { pollingUrl, ...task } = await submit("make it blue");
    expect({ pollingUrl, refusedHost: task.refusedHost }).toEqual({
      pollingUrl: `${fake.url}/v1/get_result?id=task-1`,
      refusedHost,
    });
  });

  it("shows its key to the API and its clusters alone, and never to who delivers", async () => {
    await finish("make it blue");
    for (const { headers } of [...fake.requests, ...fake.cluster.requests]) expect(headers["x-key"]).toBe(BFL_FAKE_KEY);
    expect(fake.delivery.requests).toHaveLength(1);
    expect(JSON.stringify(fake.delivery.requests)).not.toContain(BFL_FAKE_KEY);
    for (const { path, query } of fake.requests) expect(`${path}?${query.toString()}`).not.toContain(BFL_FAKE_KEY);
  });
});

describe("a request that", () => {
  it.each([
    "remove the lamp",
    "Please erase the person on the left and the bag",
    "get rid of the power lines.",
    "Clean up the scratches",
    "take out what is marked, keep everything else as it is",
  ])("is nothing but taking away: %s", (words) => {
    expect(onlyRemoves(words)).toBe(true);
  });

  it.each([
    "make it blue",
    "a lamp to remove",
    "remove the lamp and put a plant there",
    "remove the lamp, darken the sky",
    "erase the man and replace him",
    "delete the car with a bicycle in its place",
    "remove the colour and paint it red",
    "",
  ])("asks for more: %s", (words) => {
    expect(onlyRemoves(words)).toBe(false);
  });
});

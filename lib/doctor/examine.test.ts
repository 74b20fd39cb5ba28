import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FUNCTION_IDS } from "@/inngest/app";
import { parseEnv } from "@/lib/config/env";
import { PARTS } from "@/lib/health/parts";
import { createLog } from "@/lib/log";
import { createCapabilities } from "@/lib/services";
import { type Fakes, startFakes } from "@/tests/fakes";
import { type FakeServer, startFakeServer } from "@/tests/fakes/fake-server";
import { INNGEST_KEYS_FAKE, startInngestKeysFake } from "@/tests/fakes/inngest-keys";
import { testRedisUrl } from "@/tests/redis-server";
import { runChild } from "@/tests/run-child";
import { examine } from "./examine";

const redisUrl = testRedisUrl();

let dataDir: string;
let vercel: Fakes;
let own: Fakes;
let inngest: FakeServer;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "mizual-doctor-"));
  [vercel, own, inngest] = await Promise.all([
    startFakes({ redisUrl }),
    startFakes({ store: "s3", enhancer: "openai" }),
    startInngestKeysFake(),
  ]);
});
beforeEach(() => {
  vercel.reset();
  own.reset();
  inngest.reset();
});
afterAll(async () => {
  await Promise.all([vercel.close(), own.close(), inngest.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** One line for each finding: `part state: found todo`. */
async function findings(variables: Record<string, string>): Promise<string[]> {
  const env = parseEnv({ DATA_DIR: dataDir, ...variables });
  const capabilities = await createCapabilities(
    env,
    createLog(() => {}),
  );
  const found = await examine(capabilities);
  await capabilities.limiter.close();
  return found.map((one) => `${one.part} ${one.state}: ${one.found} ${one.todo ?? ""}`.trim());
}

const of = (lines: readonly string[], part: string): string =>
  lines.filter((line) => line.startsWith(`${part} `)).join("\n");

test("every part is looked at, in the order of the start line", async () => {
  const lines = await findings({});
  expect(lines.map((line) => line.split(" ")[0])).toEqual(Object.keys(PARTS));
});

describe("what is kept in the data folder", () => {
  test("a folder that is not there yet may be made, and is not made", async () => {
    const missing = path.join(dataDir, "not", "there");
    const lines = await findings({ DATA_DIR: missing });
    expect(of(lines, "database")).toMatch(/^database not set: .*not in use right now/);
    expect(of(lines, "images")).toMatch(/^images not set/);
  });

  test("a folder that cannot be written fails both that are kept there", async () => {
    const file = path.join(dataDir, "file");
    writeFileSync(file, "");
    const lines = await findings({ DATA_DIR: path.join(file, "below") });
    for (const part of ["database", "images"])
      expect(of(lines, part)).toMatch(new RegExp(`^${part} FAILS: .*is no folder \\(ENOTDIR\\).*DATA_DIR`));
  });

  test("a database that a server has open is left alone", { timeout: 60_000 }, async () => {
    const folder = path.join(dataDir, "held");
    const holder = runChild("tests/database-process.ts", ["lock", folder]);
    await holder.says("held");
    expect(of(await findings({ DATA_DIR: folder }), "database")).toContain(`in use by process ${holder.pid}`);
    await holder.kill();
    expect(of(await findings({ DATA_DIR: folder }), "database")).toContain("not in use right now");
  });
});

describe("an S3-compatible store, and OpenAI for the words", () => {
  test("both right", async () => {
    const lines = await findings(own.env);
    expect(of(lines, "images")).toMatch(/^images ok: .*bucket mizual-pictures/);
    expect(of(lines, "enhancer")).toBe("enhancer ok: The OpenAI endpoint takes the key; asked will be gpt-6-luna.");
    expect(own.s3?.objects.size).toBe(0);
  });

  test.each([
    ["S3_SECRET_KEY", "wrong-secret-marker", "images"],
    ["S3_BUCKET_NAME", "another-bucket", "images"],
    ["OPENAI_API_KEY", "wrong-key-marker", "enhancer"],
    ["OPENAI_BASE_URL", "/v2", "enhancer"],
  ])("a wrong %s", async (name, value, part) => {
    const wrong = value.startsWith("/") ? `${own.openai?.url}${value}` : value;
    const line = of(await findings({ ...own.env, [name]: wrong }), part);
    expect(line).toMatch(new RegExp(`^${part} FAILS: .*${name}`));
    expect(line).not.toContain("marker");
  });
});

describe("editors", () => {
  test("an account without credits fails: it refuses every edit", async () => {
    vercel.bfl.fail({ kind: "answer", answer: { body: { credits: 0 } } });
    expect(of(await findings(vercel.env), "editor")).toMatch(/^editor FAILS: FLUX .*no credits are left/);
  });

  test("a model that is not there fails", async () => {
    const lines = await findings({ ...vercel.env, GEMINI_IMAGE_MODEL: "gemini-99", IMAGE_EDITOR: "gemini" });
    expect(of(lines, "editor")).toContain("editor FAILS: Gemini does not work: Gemini does not know this model.");
    expect(of(lines, "enhancer")).toMatch(/^enhancer ok/);
  });

  test("keys that nothing uses are told of", async () => {
    const lines = await findings({ ...vercel.env, OPENAI_API_KEY: "sk-some-key-0123", IMAGE_EDITOR: "local" });
    expect(of(lines, "editor")).toMatch(/^editor ok: The local engine.*\neditor not used: BFL_API_KEY/);
    expect(of(lines, "enhancer")).toMatch(/\nenhancer not used: OPENAI_API_KEY/);
    expect(vercel.bfl.requests).toEqual([]);
  });
});

describe("Inngest", () => {
  test("both keys are tried, with an event that nothing listens to", async () => {
    const env = { ...INNGEST_KEYS_FAKE, INNGEST_BASE_URL: inngest.url, INNGEST_SERVE_ORIGIN: "http://app:3000" };
    expect(of(await findings(env), "runs")).toBe(
      "runs ok: Inngest answers and takes both keys.\nruns ok: All 6 functions are registered.",
    );
    const event = inngest.requests.find(({ method }) => method === "POST");
    expect(JSON.parse(event?.body.toString() ?? "")).toEqual([{ name: "mizual/doctor", data: {} }]);
  });

  test.each(["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"])("a wrong %s", async (name) => {
    const env = {
      ...INNGEST_KEYS_FAKE,
      INNGEST_BASE_URL: inngest.url,
      INNGEST_SERVE_ORIGIN: "http://app:3000",
      [name]: "0123456789abcdef",
    };
    const what = name === "INNGEST_EVENT_KEY" ? "event" : "signing";
    expect(of(await findings(env), "runs")).toContain(`Inngest does not accept the ${what} key.`);
  });

  test.each([
    ["no function", null, "knows no function of mizual"],
    ["not all of them", FUNCTION_IDS.slice(1).map((Slug) => ({ Slug })), "does not know mizual-edit"],
    [
      "them at another address",
      FUNCTION_IDS.map((Slug) => ({ Slug, Config: '{"uri":"https://staging.example/api/inngest?fnId=x"}' })),
      "calls mizual at staging.example and not at app:3000: another app has the same name there",
    ],
  ])("a server that knows %s", async (_what, body, told) => {
    inngest.fail({ kind: "answer", when: ({ path }) => path.startsWith("/v1/apps/"), answer: { body } });
    const env = { ...INNGEST_KEYS_FAKE, INNGEST_BASE_URL: inngest.url, INNGEST_SERVE_ORIGIN: "http://app:3000" };
    const line = of(await findings(env), "runs").split("\n")[1];
    expect(line).toMatch(/^runs FAILS: .*INNGEST_SERVE_ORIGIN/);
    expect(line).toContain(told);
  });

  test("of the dev server, which takes any, none is tried", async () => {
    const line = of(await findings({ INNGEST_DEV: inngest.url }), "runs");
    expect(line).toMatch(/^runs ok: .*never use it in production/);
    const asked = inngest.requests.map(({ method, path }) => `${method} ${path}`);
    expect(asked.toSorted()).toEqual(["GET /health", "GET /v1/apps/mizual/functions"]);
    const gone = await startFakeServer(() => ({}));
    await gone.close();
    expect(of(await findings({ INNGEST_DEV: gone.url }), "runs")).toMatch(/ECONNREFUSED.*INNGEST_DEV/);
  });
});

test.skipIf(redisUrl === null)("Redis (needs TEST_REDIS_URL)", async () => {
  const lines = await findings({ REDIS_URL: redisUrl ?? "" });
  expect(of(lines, "limits")).toMatch(/^limits ok: Redis counts, in \d+ ms\.$/);
  const wrong = new URL(redisUrl ?? "");
  [wrong.username, wrong.password] = ["nobody", "wrong-password-marker"];
  const line = of(await findings({ REDIS_URL: wrong.href }), "limits");
  expect(line).toMatch(/^limits FAILS: Redis .*WRONGPASS.*REDIS_URL/);
  expect(line).not.toContain("marker");
});

test("services that hang are given five seconds, all at the same time", { timeout: 60_000 }, async () => {
  for (const fake of [vercel.bfl, vercel.gemini, vercel.blob, vercel.upstash, inngest])
    fake?.fail({ kind: "hang", times: Infinity });
  const start = performance.now();
  const lines = await findings({
    ...vercel.env,
    ...INNGEST_KEYS_FAKE,
    INNGEST_BASE_URL: inngest.url,
    INNGEST_SERVE_ORIGIN: "http://app:3000",
  });
  expect(performance.now() - start).toBeLessThan(9_000);
  const failing = lines.filter((line) => line.includes(" FAILS: "));
  expect(failing).toHaveLength(redisUrl === null ? 6 : 7);
});

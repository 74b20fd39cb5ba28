import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { envVariables } from "@/lib/config/env";
import { PARTS } from "@/lib/health/parts";
import { type Fakes, startFakes } from "@/tests/fakes";
import { type FakeServer, startFakeServer } from "@/tests/fakes/fake-server";
import { INNGEST_KEYS_FAKE, startInngestKeysFake } from "@/tests/fakes/inngest-keys";
import { testRedisUrl } from "@/tests/redis-server";
import { runChild } from "@/tests/run-child";
import { runDoctor, runSpending } from "./run-doctor";

const NOTHING = Object.fromEntries(Object.keys(envVariables).map((name) => [name, ""]));
const redisUrl = testRedisUrl();

let dataDir: string;
let fakes: Fakes;
let inngest: FakeServer;
let everything: Record<string, string>;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "mizual-doctor-"));
  fakes = await startFakes({ redisUrl });
  inngest = await startInngestKeysFake();
  everything = {
    ...fakes.env,
    ...INNGEST_KEYS_FAKE,
    INNGEST_BASE_URL: inngest.url,
    INNGEST_SERVE_ORIGIN: "http://app:3000",
  };
});
beforeEach(() => {
  fakes.reset();
  inngest.reset();
});
afterAll(async () => {
  await Promise.all([fakes.close(), inngest.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

type Command = (variables: Record<string, string>) => Promise<{ code: number | null; output: string; errors: string }>;

/** A process of its own takes a second of work to read one sentence: one test has it. */
const asProcess: Command = (variables) => runChild("scripts/doctor.ts", [], variables).ended;

/** State and sentences by part; an editor is a part of its own. */
async function doctor(env: Record<string, string>, command: Command = runDoctor) {
  const { code, output, errors } = await command({ ...NOTHING, DATA_DIR: dataDir, ...env });
  const lines = [...output.matchAll(/^(ok|FAILS|not set|not used) +(\w+) +(.*(?:\n {20}.*)?)/gm)];
  const findings = lines.map(([, state = "", part = "", text = ""]) => ({
    state,
    part,
    text: text.replace(/\s+/g, " "),
  }));
  for (const secret of secretsIn(env)) expect(output + errors).not.toContain(secret);
  return {
    code,
    output,
    errors,
    findings,
    states: Object.fromEntries(findings.map(({ part, state }) => [part, state])),
  };
}

const secretsIn = (env: Record<string, string>): string[] =>
  Object.entries(env).flatMap(([name, value]) => (/(KEY|TOKEN|SECRET)$/.test(name) && value !== "" ? [value] : []));

describe("npm run doctor", { timeout: 120_000 }, () => {
  test("with nothing set: says where everything is kept, what would turn more on, and that all is well", async () => {
    const { code, output, findings, errors } = await doctor({});
    expect([code, errors]).toEqual([0, ""]);
    expect(findings.map(({ part }) => part)).toEqual(Object.keys(PARTS));
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(["not set"]));
    expect(output).toContain(`kept in ${dataDir}`);
    for (const name of ["DATABASE_URL", "BLOB_READ_WRITE_TOKEN", "REDIS_URL", "BFL_API_KEY", "GEMINI_API_KEY"])
      expect(output).toContain(name);
    expect(output.trimEnd()).toMatch(/Everything that is configured works\.$/);
  });

  test("with everything set and right: one harmless call each, and what was found", async () => {
    const { code, findings, states, errors } = await doctor(everything);
    expect(errors).toBe("");
    const limits = redisUrl === null ? "not set" : "ok";
    expect(states).toEqual({
      database: "not set",
      images: "ok",
      limits,
      enhancer: "ok",
      editor: "ok",
      runs: "ok",
      origin: "not set",
    });
    const said = findings.map(({ text }) => text).join("\n");
    expect(said).toMatch(/FLUX \(flux-2-pro\) takes the key; 1234\.5 credits are left, worth 12\.35 US dollars\./);
    expect(said).toContain("Gemini takes the key and has the model gemini-3.8-flash.");
    expect(said).toContain("Gemini takes the key and has the model gemini-nano-banana-2.1.");
    expect(said).toContain("Inngest answers and takes both keys.");
    expect(code).toBe(0);
    expect(fakes.bfl.paidTasks()).toEqual([]);
    expect(fakes.gemini?.paidCalls()).toEqual([]);
    expect(fakes.blob?.objects.size).toBe(0);
  });

  test("with wrong keys: names the part, the reason and the variable, never a key", async () => {
    const wrong = {
      BFL_API_KEY: "wrong-bfl-key-marker",
      GEMINI_API_KEY: "wrong-gemini-key-marker",
      BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_fAkEsToRe01_wrong-token-marker",
      INNGEST_SIGNING_KEY: "wrong-signing-key-marker",
      ...(redisUrl === null ? {} : { UPSTASH_REDIS_REST_TOKEN: "wrong-upstash-token-marker" }),
    };
    const { code, findings, output } = await doctor({ ...everything, ...wrong });
    expect(code).toBe(1);
    expect(output).not.toContain("marker");
    const failing = findings.filter(({ state }) => state === "FAILS");
    const count = redisUrl === null ? 5 : 6;
    expect(failing).toHaveLength(count);
    expect(output).toContain(`${count} of these do not work.`);
    for (const name of Object.keys(wrong)) expect(failing.some(({ text }) => text.includes(name))).toBe(true);
    expect(output).toContain("Black Forest Labs does not accept this key");
    expect(output).toContain("Gemini does not accept this key");
    expect(output).toContain("Inngest does not accept the signing key");
  });

  test("with nobody there: says so of each", async () => {
    const gone = await startFakeServer(() => ({}));
    await gone.close();
    const nobody = gone.url;
    const address = new URL(nobody).host;
    const { code, findings, states } = await doctor({
      ...everything,
      BFL_BASE_URL: nobody,
      GEMINI_BASE_URL: nobody,
      VERCEL_BLOB_API_URL: `${nobody}/api/blob`,
      INNGEST_BASE_URL: nobody,
      UPSTASH_REDIS_REST_URL: "",
      UPSTASH_REDIS_REST_TOKEN: "",
      REDIS_URL: `redis://:redis-password-marker@${address}`,
      DATABASE_URL: `postgres://mizual:database-password-marker@${address}/mizual`,
      APP_SECRET: "x".repeat(32),
    });
    expect(code).toBe(1);
    const { origin, ...others } = states;
    expect([origin, ...new Set(Object.values(others))]).toEqual(["not set", "FAILS"]);
    for (const { part, text } of findings.filter(({ state }) => state === "FAILS"))
      expect(text, part).toContain("ECONNREFUSED");
    for (const { text } of findings) expect(text).not.toContain("marker");
  });

  test("with services that hang: gives up on them, and the process ends", async () => {
    for (const fake of [fakes.bfl, fakes.gemini, fakes.blob, fakes.upstash, inngest])
      fake?.fail({ kind: "hang", times: Infinity });
    const { code, states, output } = await doctor(everything, asProcess);
    expect(code).toBe(1);
    const limits = redisUrl === null ? "not set" : "FAILS";
    expect(states).toEqual({
      database: "not set",
      images: "FAILS",
      limits,
      enhancer: "FAILS",
      editor: "FAILS",
      runs: "FAILS",
      origin: "not set",
    });
    expect(output).toContain("no answer within 5 seconds");
  });

  test("with an environment that does not hold together: every reason on a line of its own", async () => {
    const { code, output, errors } = await doctor({
      S3_ENDPOINT: "https://s3.example",
      APP_SECRET: "short-secret-marker",
    });
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toMatch(/^The environment is not right:\n {2}APP_SECRET must have at least 32 characters/);
  });
});

describe("npm run doctor -- --spend", () => {
  const spend = async (env: Record<string, string>, agrees = true) => {
    const lines: string[] = [];
    const asked: string[] = [];
    const code = await runSpending(
      { ...NOTHING, DATA_DIR: dataDir, ...env },
      {
        say: (line) => void lines.push(line),
        ask: async (question) => {
          asked.push(question);
          return agrees;
        },
      },
    );
    const output = lines.join("\n");
    for (const secret of secretsIn(env)) expect(output).not.toContain(secret);
    return { code, output, asked };
  };

  test("says what it will cost and does nothing without a yes", async () => {
    const { code, output, asked } = await spend(fakes.env, false);
    expect(code).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^This makes one edit with FLUX for about US\$0\.015, .*; at most US\$0\.03\. Go on\?$/);
    expect(output).toBe("Nothing was made and nothing was spent.");
    expect(fakes.bfl.paidTasks()).toEqual([]);
  });

  test("makes one cheapest edit and one round trip to the store, and tells hosts, statuses and sizes", async () => {
    const { code, output } = await spend({ ...fakes.env, INNGEST_EVENT_KEY: "", INNGEST_SIGNING_KEY: "" });
    expect(fakes.bfl.paidTasks()).toMatchObject([{ model: "flux-2-klein-4b" }]);
    expect(output).toMatch(/s {2}edit {3}accepted, model flux-2-klein-4b, US\$0\.015, polled at 127\.0\.0\.1:\d+/);
    expect(output).toMatch(/s {2}edit {3}poll: ready/);
    expect(output).toMatch(/s {2}edit {3}result lies at 127\.0\.0\.1:\d+/);
    expect(output).toMatch(/result: png \(said to be image\/png\), 512 × 512, \d+ bytes/);
    expect(output).toMatch(/s {2}store {2}put \d+ bytes\n.*got them back\n.*deleted/);
    expect(output).toContain("run    carried out in the server's own process");
    expect(code).toBe(0);
  });

  test("makes no edit that costs more, and none where nothing costs anything", async () => {
    const dear = await spend({ ...fakes.env, IMAGE_EDITOR: "gemini", INNGEST_EVENT_KEY: "", INNGEST_SIGNING_KEY: "" });
    expect(dear.output).toContain("The cheapest edit with Gemini costs US$0.0336, more than 0.03: no edit.");
    expect(fakes.gemini?.paidCalls()).toEqual([]);
    expect((await spend({})).output).toContain("No editor that costs anything is configured: no edit.");
  });
});

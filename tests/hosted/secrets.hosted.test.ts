import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "@/tests/journeys/server";
import { testPicture } from "@/tests/test-picture";
import { allRequests } from "./all-requests";
import { type Hosted, hostedMissing, startHosted } from "./start-hosted";

// Whatever goes wrong: keys are planted that are nowhere else, and then looked for everywhere.
const WORDS = [
  "make it warmer",
  "make it blue flux:403",
  "make it blue flux:402",
  "make it blue flux:422",
  "make it blue flux:502",
  "make it blue flux:content-moderated",
  "make it blue enhancer:leak",
  "make it blue enhancer:bad-key",
];

/** The service that may be told each secret; that of tokens made from one is the same. */
const OWNERS: Record<string, "bfl" | "gemini" | "blob" | "upstash" | null> = {
  BFL_API_KEY: "bfl",
  GEMINI_API_KEY: "gemini",
  BLOB_READ_WRITE_TOKEN: "blob",
  UPSTASH_REDIS_REST_TOKEN: "upstash",
  APP_SECRET: null,
};

const reason = hostedMissing();

describe.skipIf(reason !== null)(`no secret leaves the server${reason === null ? "" : ` (${reason})`}`, () => {
  let hosted: Hosted;
  let server: RunningServer;
  const answers: string[] = [];

  const ask = async (address: string, init?: RequestInit): Promise<string> => {
    const response = await fetch(new URL(address, server.url), init);
    const text = `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
    answers.push(text);
    return text;
  };

  const edit = async (prompt: string): Promise<string> => {
    const form = new FormData();
    form.set("prompt", prompt);
    form.set("image", new Blob([new Uint8Array(await testPicture())]));
    const text = await ask("/edit-image/", { method: "POST", body: form });
    return /"edit_id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? "";
  };

  beforeAll(async () => {
    hosted = await startHosted("vercel");
    server = await startServer({ env: hosted.env });
    const ids = await Promise.all(WORDS.map(edit));
    for (const id of ids) {
      while (!/"status":"(?:completed|failed)"/.test(await ask(`/edit/${id}`))) await sleep(500);
      await ask(`/edits/${id}`);
      await ask(`/chain/${id}`);
    }
    for (const address of ["/", "/docs", "/editors", "/health/ready", "/openapi.json", "/api/nothing"])
      await ask(address);
    await ask("/uploads/", { method: "POST", body: JSON.stringify({ size: 5_000_000, type: "image/jpeg" }) });
    await ask("/edit-image/", { method: "POST", body: "{", headers: { "content-type": "application/json" } });
    hosted.fakes.blob?.fail({ kind: "answer", answer: { status: 403, body: {} }, times: 3 });
    await edit("make it red");
  }, 300_000);
  afterAll(async () => {
    await server?.discard();
    await hosted?.close();
  });

  test("every secret of the stack has an owner here", () => {
    expect(Object.keys(hosted.secrets).toSorted()).toEqual(Object.keys(OWNERS).toSorted());
    for (const secret of Object.values(hosted.secrets)) expect(secret.length).toBeGreaterThan(15);
  });

  test("the edits came to what they were meant to", () => {
    const ends = answers.join("\n");
    for (const end of ["completed", "PROVIDER_NOT_CONFIGURED", "CONTENT_REFUSED", "SUBMIT_UNCERTAIN"])
      expect(ends).toContain(end);
  });

  test("in no file that the browser may ask for", () => {
    const folder = path.resolve(".next/static");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) expectNone(readFileSync(path.join(file.parentPath, file.name), "latin1"), file.name);
  });

  test("in no answer, whatever it says", () => {
    expect(answers.length).toBeGreaterThan(WORDS.length * 3);
    for (const answer of answers) expectNone(answer, answer.slice(0, 300));
  });

  test("in no line that the server prints", () => {
    expect(server.output()).toContain("db=neon");
    expectNone(server.output(), "log");
  });

  test("at no other service than its own, and never where results lie", () => {
    const requests = allRequests(hosted.fakes);
    for (const [name, secret] of Object.entries(hosted.secrets)) {
      const owner = OWNERS[name] ?? null;
      const told = requests.filter(({ text }) => text.includes(secret));
      expect(
        told.filter(({ service }) => service !== owner),
        name,
      ).toEqual([]);
      if (owner !== null) expect(told.length, name).toBeGreaterThan(0);
    }
    expect(requests.some(({ service }) => service === "bfl-delivery")).toBe(true);
  });

  function expectNone(text: string, where: string): void {
    for (const [name, secret] of Object.entries(hosted.secrets))
      expect(text.includes(secret), `${name} in ${where}`).toBe(false);
  }
});

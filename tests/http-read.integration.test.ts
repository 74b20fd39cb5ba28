import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { noteRefusedHost } from "@/db/queries/attempt-doubts";
import { openAttempt } from "@/db/queries/attempts";
import { chainAnalyticsSchema } from "@/lib/analytics/schema";
import { chainViewSchema, editorsViewSchema } from "@/lib/edits/view-schema";
import { forgetOriginNews } from "@/lib/http/origin-news";
import { readinessSchema } from "@/lib/health/schema";
import { type Services, setServices } from "@/lib/services";
import { createScriptedEditor } from "./fakes/scripted-editor";
import { call, expectError } from "./http-client";
import { completed, submit } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

let services: TestServices;

beforeAll(async () => {
  services = await createTestServices();
});
beforeEach(() => {
  setServices(services.services);
  forgetOriginNews();
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

const chainOf = async (prompts: string[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const prompt of prompts) {
    const { id } = await completed(services, ids.length === 0 ? { prompt } : { prompt, parent_edit_uuid: ids.at(-1) });
    ids.push(id);
  }
  return ids;
};

describe("GET /chain/{edit_uuid}", () => {
  test("walks up from the edit, oldest first, past its branches", async () => {
    const [root = "", second = "", third = ""] = await chainOf(["make it sharper", "make it warmer", "sharpen it"]);
    const branch = await submit({ prompt: "make it black and white", parent_edit_uuid: root });
    const answer = await call("GET", `/chain/${third}`);
    const view = chainViewSchema.parse(answer.body);
    expect(answer.status).toBe(200);
    const entry = (index: number, uuid: string, prompt: string, parent: string | null) => ({
      edit: {
        uuid,
        prompt,
        chain_position: index + 1,
        version: index + 1,
        status: "completed",
        edited_image_url: expect.stringMatching(/^http:\/\/mizual\.test\/api\/images\/[0-9a-f]{32}\.jpg$/) as unknown,
        created_at: view.chain_history[index]?.edit.created_at,
      },
      parent_edit_uuid: parent,
    });
    expect(answer.body).toEqual({
      edit_uuid: third,
      chain_length: 3,
      chain_history: [
        entry(0, root, "make it sharper", null),
        entry(1, second, "make it warmer", root),
        entry(2, third, "sharpen it", second),
      ],
    });

    const running = chainViewSchema.parse((await call("GET", `/chain/${branch.id}`)).body);
    expect(running.chain_history.map(({ edit }) => [edit.uuid, edit.status])).toEqual([
      [root, "completed"],
      [branch.id, "pending"],
    ]);
    expect(running.chain_history.at(-1)?.edit.edited_image_url).toBeNull();
    expect(chainViewSchema.parse((await call("GET", `/chain/${root}`)).body).chain_length).toBe(1);
  });

  test.each([randomUUID(), "1"])("of an edit that is none: %s", async (id) => {
    expectError(await call("GET", `/chain/${id}`), 404, "EDIT_NOT_FOUND", "Edit not found");
  });
});

describe("GET /analytics/chains", () => {
  const analytics = async () => {
    const answer = await call("GET", "/analytics/chains");
    expect(answer.status).toBe(200);
    return chainAnalyticsSchema.parse(answer.body);
  };

  test("no chain: zeros; then the mean of the deepest positions, to two decimals, whatever is deleted", async () => {
    await services.database.reset();
    await chainOf(["make it sharper"]);
    expect(await analytics()).toEqual({ success: true, analytics: { total_chains: 0, average_chain_length: 0 } });
    await chainOf(["make it sharper", "make it warmer"]);
    await chainOf(["make it sharper", "make it warmer"]);
    const [root = "", second = ""] = await chainOf(["make it sharper", "make it warmer", "sharpen it"]);
    // A second branch at a depth that is reached already changes nothing, nor does one that fails.
    await completed(services, { parent_edit_uuid: root });
    await completed(services, { parent_edit_uuid: second, prompt: "replace the tower by a unicorn" });
    expect(await analytics()).toEqual({ success: true, analytics: { total_chains: 3, average_chain_length: 2.33 } });
  });
});

test("GET /editors: what is configured", async () => {
  const answer = await call("GET", "/editors");
  const { editors, budget } = editorsViewSchema.parse(answer.body);
  expect(editors).toHaveLength(1);
  expect(budget).toBeNull();
  const capabilities = services.services.editors[0]?.capabilities;
  expect(editors[0]).toEqual({
    id: "local",
    label: services.services.editors[0]?.label,
    full_size_price_usd: null,
    free: true,
    price_usd: capabilities?.priceUsd,
    price_estimated: false,
    usual_seconds: editors[0]?.usual_seconds,
    capabilities: {
      mask: capabilities?.mask,
      references: capabilities?.references,
      max_megapixels: capabilities?.maxMegapixels,
      aspect_ratios: capabilities?.aspectRatios,
      seed: capabilities?.seed,
      full_resolution: capabilities?.fullResolution,
    },
  });
});

describe("GET /health", () => {
  test("answers, also by HEAD, whatever else is broken", async () => {
    setServices(null);
    const answer = await call("GET", "/health");
    expect([answer.status, answer.body]).toEqual([200, { status: "ok", message: "Service is running" }]);
    const head = await call("HEAD", "/health");
    expect([head.status, head.text]).toEqual([200, ""]);
  });
});

describe("GET /health/ready", () => {
  const broken = async () => {
    throw new Error("connect ECONNREFUSED 10.0.0.5:5432");
  };
  const ready = async (overrides: Partial<Services>) => {
    setServices({ ...services.services, ...overrides });
    const answer = await call("GET", "/health/ready");
    return { ...answer, view: readinessSchema.parse(answer.body) };
  };

  test("ready, with when each provider last worked", async () => {
    await completed(services);
    const { enhancer, editors } = services.services;
    const { status, view } = await ready({});
    expect(status).toBe(200);
    expect(view).toEqual({
      status: "ready",
      checks: { database: "ok", images: "ok", limits: "ok", runs: "ok", origin: "ok" },
      providers: view.providers,
      checked_at: view.checked_at,
    });
    expect(view.providers.map(({ part, id }) => `${part} ${id}`)).toEqual([
      `enhancer ${enhancer.name}`,
      ...editors.map(({ id }) => `editor ${id}`),
    ]);
    const [first, second] = view.providers;
    expect(first?.state).toBe("ok");
    expect(second).toMatchObject({ state: "ok", last_completed_at: expect.stringMatching(/Z$/) as string });
  });

  test("503 naming the part that does not answer, and nothing of why", async () => {
    const blobs = { ...services.services.blobs, check: broken };
    const images = await ready({ blobs });
    expect([images.status, images.view.status]).toEqual([503, "unavailable"]);
    expect(images.view.checks).toEqual({ database: "ok", images: "failing", limits: "ok", runs: "ok", origin: "ok" });
    expect(images.text).not.toMatch(/10\.0\.0\.5|ECONN/);
    expect(images.headers.get("retry-after")).toBe("10");
    const runs = await ready({ checkRuns: broken });
    expect([runs.status, runs.view.checks.runs]).toEqual([503, "failing"]);
  });

  test("a shared limiter that fails is told of, and takes no edits away", async () => {
    const { status, view, text } = await ready({ limiter: { ...services.services.limiter, check: broken } });
    expect([status, view.status, view.checks.limits]).toEqual([200, "ready", "failing"]);
    expect(text).not.toMatch(/10\.0\.0\.5|ECONN/);
  });

  test("limits that each process counts alone are told of", async () => {
    const { limiter, localLimiter, env } = services.services;
    const paused = await ready({ limiter: { ...limiter, countsAlone: () => true } });
    expect([paused.status, paused.view.checks.limits]).toEqual([200, "alone"]);
    const unshared = await ready({
      limiter: localLimiter,
      env: { ...env, onVercel: true, limits: { kind: "memory" } },
    });
    expect([unshared.status, unshared.view.checks.limits]).toEqual([200, "alone"]);
  });

  test("providers by how it went last, and none of them is asked", async () => {
    const editors = [createScriptedEditor({ id: "flux" }), createScriptedEditor({ id: "gemini" })];
    const { db } = services.services;
    const { id: editId } = await submit();
    for (let number = 1; number <= 5; number += 1) {
      const id = randomUUID();
      await openAttempt(db, { id, editId, runId: "run", editor: "flux" });
      await db
        .updateTable("editAttempts")
        .set({ outcome: "failed", errorCode: "PROVIDER_UNAVAILABLE", charge: "none", finishedAt: sql`now()` })
        .where("id", "=", id)
        .execute();
    }
    const enhancer = {
      ...services.services.enhancer,
      name: "gemini",
      lastState: () => ({ failing: true, lastAnsweredAt: new Date(0) }),
    };
    const { status, view } = await ready({ editors, enhancer });
    expect(status).toBe(200);
    expect(view.providers).toEqual([
      { part: "enhancer", id: "gemini", state: "failing", last_completed_at: "1970-01-01T00:00:00.000Z" },
      { part: "editor", id: "flux", state: "failing", last_completed_at: null },
      { part: "editor", id: "gemini", state: "unknown", last_completed_at: null },
    ]);
    expect(editors.map(({ calls }) => calls)).toEqual(editors.map(() => ({ submit: 0, poll: 0, fetch: 0 })));
  });

  test("hosts that paid results were not taken from", async () => {
    const editors = [createScriptedEditor({ id: "flux" }), createScriptedEditor({ id: "gemini" })];
    const { db } = services.services;
    const { id: editId } = await submit();
    const id = randomUUID();
    await openAttempt(db, { id, editId, runId: "run", editor: "flux" });
    await noteRefusedHost(db, id, "results.internal.example");
    const { status, view } = await ready({ editors });
    expect(status).toBe(200);
    expect(view.providers.slice(1)).toMatchObject([
      { id: "flux", refused_hosts: ["results.internal.example"] },
      { id: "gemini" },
    ]);
    expect(view.providers[2]).not.toHaveProperty("refused_hosts");
  });

  test("one check for all who ask", async () => {
    let checks = 0;
    const checkRuns = async () => {
      checks += 1;
    };
    setServices({ ...services.services, checkRuns });
    await Promise.all(Array.from({ length: 20 }, () => call("GET", "/health/ready")));
    expect(checks).toBe(1);
  });
});

test("GET /openapi.json", async () => {
  const answer = await call("GET", "/openapi.json");
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ openapi: "3.1.0" });
});

import { readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { STARTED_COLUMNS, type StartedColumn } from "@/lib/lifecycle";
import { observed, tell } from "@/lib/observe";
import { metricSamples } from "@/tests/metric-samples";
import { hasPromtool, promtool } from "@/tests/promtool";
import { METRICS } from "./catalogue";
import { type Metrics, processMetrics } from "./metrics";
import { PAGE_ROUTES, pageRouteOf } from "./page-requests";

let metrics: Metrics;
beforeEach(() => {
  metrics = processMetrics();
});
afterEach(() => metrics.stop());

const samples = async (name: string) =>
  metricSamples(await metrics.prometheus.text()).filter((sample) => sample.name === name);
const seriesOf = async (): Promise<number> => metricSamples(await metrics.prometheus.text()).length;

/** The times of an edit that has come to no state yet. */
const notBegun = (createdAt: Date) => ({
  createdAt,
  ...(Object.fromEntries(STARTED_COLUMNS.map((column) => [column, null])) as Record<StartedColumn, null>),
});

const answered = (route: string, method = "GET") =>
  observed(
    { kind: "request", route, method, traceparent: null },
    async () => 200,
    (result) => ({ result }),
  );

describe("names and units", () => {
  it("are those of the catalogue, by Prometheus' conventions", () => {
    for (const [name, { type, labels }] of Object.entries(METRICS)) {
      expect(name).toMatch(/^mizual_[a-z_]+$/);
      if (type === "counter") expect(name).toMatch(/_total$/);
      else expect(name).not.toMatch(/_(?:total|count|sum|bucket)$/);
      if (type === "histogram") expect(name).toMatch(/_seconds$/);
      for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
    }
  });

  it.skipIf(!hasPromtool)("are nothing that Prometheus' own linter would have otherwise (needs promtool)", async () => {
    await answered("/edit/{uuid}");
    expect(promtool(["check", "metrics"], await metrics.prometheus.text())).toBe("");
  });
});

describe("what happened", () => {
  it("is counted by route, method and status, and timed", async () => {
    await answered("/edit/{uuid}");
    await answered("/edit/{uuid}");
    await answered("/edit/{uuid}", "DELETE");
    const requests = await samples("mizual_http_request_duration_seconds_count");
    expect(requests.map(({ labels, value }) => [labels, value])).toEqual([
      [{ route: "/edit/{uuid}", method: "GET", status: "200" }, 2],
      [{ route: "/edit/{uuid}", method: "DELETE", status: "200" }, 1],
    ]);
  });

  it("has the code of an error for its result, and no word of it", async () => {
    const call = { kind: "call", part: "editor", name: "flux", operation: "submit" } as const;
    const failing = async (error: Error): Promise<void> => {
      const failed = async (): Promise<never> => {
        throw error;
      };
      await expect(observed(call, failed)).rejects.toBe(error);
    };
    await failing(new AppError("PROVIDER_TIMEOUT", { detail: "said zanzibar" }));
    await failing(new TypeError("zanzibar is no function"));
    const results = (await samples("mizual_call_duration_seconds_count")).map(({ labels }) => labels["result"]);
    expect(results).toEqual(["PROVIDER_TIMEOUT", "unexpected"]);
    expect(await metrics.prometheus.text()).not.toContain("zanzibar");
  });

  it("to an edit is its end and its time in each state that it came to", async () => {
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1000);
    const times = { ...notBegun(at(0)), enhancingStartedAt: at(10), processingStartedAt: at(13) };
    const edit = { kind: "edit-ended", edit: "01234567", editor: "flux", model: "flux-2-pro", times } as const;
    tell({ ...edit, status: "failed", code: "CONTENT_REFUSED" });
    const [ended] = await samples("mizual_edits_ended_total");
    expect(ended?.labels).toEqual({ status: "failed", code: "CONTENT_REFUSED", editor: "flux", model: "flux-2-pro" });
    const stages = await samples("mizual_edit_stage_duration_seconds_sum");
    expect(Object.fromEntries(stages.map(({ labels, value }) => [labels["stage"], Math.round(value)]))).toEqual({
      pending: 10,
      enhancing_prompt: 3,
      processing_image: 47,
    });
  });

  it("before the metrics began, or after they have stopped, is not counted", async () => {
    metrics.stop();
    await answered("/edit/{uuid}");
    metrics = processMetrics();
    expect(await samples("mizual_http_request_duration_seconds_count")).toEqual([]);
  });
});

describe("what others make up", () => {
  it("makes no more than a few series: names of models, and whatever else comes into a label", async () => {
    const edit = { kind: "edit-ended", edit: "01234567", status: "completed", code: null, editor: "flux" } as const;
    const times = notBegun(new Date());
    for (let count = 0; count < 5_000; count += 1) tell({ ...edit, model: `model-${count}`, times });
    const before = await seriesOf();
    for (let count = 0; count < 5_000; count += 1) tell({ ...edit, model: `made-up-${count}\n# HELP x`, times });
    expect(await seriesOf()).toBe(before);
    expect(before).toBeLessThan(1_000);
    const ended = await samples("mizual_edits_ended_total");
    expect(ended.reduce((all, { value }) => all + value, 0)).toBe(10_000);
    expect(ended.some(({ labels }) => labels["model"] === "other")).toBe(true);
  });

  it("is no route: paths of pages are named by what there is", () => {
    const hostile = [
      "/",
      "/edits/1?x=%00",
      "/__proto__",
      "/constructor/x",
      "/../../etc/passwd",
      "/a".repeat(5_000),
      "//",
    ];
    for (let count = 0; count < 1_000; count += 1) hostile.push(`/${count}`, `/edits/${count}`, `/_next/${count}`);
    const named = new Set(hostile.map((url) => pageRouteOf(url)));
    expect([...named].toSorted()).toEqual(["/", "/edits/{uuid}", "files", "other"]);
  });

  it("is none of the pages, which all have a name", () => {
    const app = path.join(import.meta.dirname, "../../app");
    const pages = readdirSync(app, { recursive: true, encoding: "utf8" })
      .filter((file) => /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file) && !file.startsWith("api/"))
      .map((file) => (path.dirname(file) === "." ? "" : (file.split("/")[0] ?? "")));
    expect([...new Set(pages)].toSorted()).toEqual(Object.keys(PAGE_ROUTES).toSorted());
  });
});

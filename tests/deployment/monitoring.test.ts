import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ALERT_RULE_NAMES, MOST_PARKED } from "@/lib/alerts/rules";
import { ERRORS, isAboutTheRequest, RUN_ERROR_CODES } from "@/lib/errors";
import { METRICS } from "@/lib/metrics/catalogue";
import { processMetrics } from "@/lib/metrics/metrics";
import { hasPromtool, promtool } from "@/tests/promtool";
import { readFile } from "./repository";

const RULES = "docs/monitoring/alerts.yml";

const rules = z
  .object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({ alert: z.string(), expr: z.string(), labels: z.object({ rule: z.string().optional() }) }),
        ),
      }),
    ),
  })
  .parse(parse(readFile(RULES)))
  .groups.flatMap((group) => group.rules);

const panels = z
  .object({
    panels: z.array(
      z.object({
        title: z.string(),
        gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
        targets: z.array(z.object({ expr: z.string() })).default([]),
      }),
    ),
  })
  .parse(JSON.parse(readFile("docs/monitoring/dashboard.json"))).panels;

// Grafana puts times in the place of its own words.
const queries = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [title, expr.replaceAll("$__rate_interval", "1m")] as const),
  ),
];

/** Each metric that a query asks for, with the labels that it names; and what is no PromQL. */
function readQuery(expr: string): { metrics: string[]; labels: Set<string>; wrong: string[] } {
  const metrics: string[] = [];
  const labels = new Set<string>();
  const wrong: string[] = [];
  const textOf = ({ from, to }: { from: number; to: number }) => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) wrong.push(textOf(node));
      if (node.name === "Identifier" && node.matchContext(["VectorSelector"])) metrics.push(textOf(node));
      if (node.name === "LabelName") labels.add(textOf(node));
    },
  });
  return { metrics, labels, wrong };
}

const metrics = processMetrics();
const ofNode = [...(await metrics.prometheus.text()).matchAll(/^# TYPE ((?:process|nodejs)_\w+)/gm)].map(
  ([, name = ""]) => name,
);
metrics.stop();

/** Every name under which something can be asked for, with its labels. */
const KNOWN = new Map<string, readonly string[]>([
  ...ofNode.map((name) => [name, []] as const),
  ...Object.entries(METRICS).flatMap(([name, { type, labels }]) =>
    type === "histogram"
      ? [
          [`${name}_bucket`, [...labels, "le"]] as const,
          [`${name}_sum`, labels] as const,
          [`${name}_count`, labels] as const,
        ]
      : [[name, labels] as const],
  ),
]);

test.each(queries)("«%s» asks for what there is: %s", (_title, expr) => {
  const query = readQuery(expr);
  expect(query.wrong).toEqual([]);
  expect(query.metrics.length).toBeGreaterThan(0);
  for (const name of query.metrics) expect([...KNOWN.keys()]).toContain(name);
  const labels = query.metrics.flatMap((name) => KNOWN.get(name) ?? []);
  for (const label of query.labels) expect(labels).toContain(label);
});

test("a name that does not exist, and what is no query, are found", () => {
  expect(readQuery('sum by (x) (rate(no_such_metric_total{code="a"}[5m]))')).toMatchObject({
    metrics: ["no_such_metric_total"],
    labels: new Set(["x", "code"]),
    wrong: [],
  });
  expect(readQuery("sum(rate(a[5m])").wrong).not.toEqual([]);
});

describe("the rules for Prometheus", () => {
  test("have all that an operator is told of by the webhook", () => {
    const named = rules.flatMap(({ labels }) => labels.rule ?? []);
    expect(named.toSorted()).toEqual([...ALERT_RULE_NAMES].toSorted());
  });

  test("take as many paid results that wait as the webhook does for a store that fails", () => {
    const { expr = "" } = rules.find(({ labels }) => labels.rule === "store") ?? {};
    expect(expr).toContain(`max(mizual_parked_results) > ${MOST_PARKED}`);
  });

  test("leave out the codes that answer a person, and name no code that does not exist", () => {
    const answers = RUN_ERROR_CODES.filter(isAboutTheRequest);
    const lists = queries.flatMap(([, expr]) => [...expr.matchAll(/code!~"([A-Z_|]+)"/g)].map(([, list = ""]) => list));
    expect(lists.length).toBeGreaterThan(1);
    for (const list of lists) expect(list.split("|").toSorted()).toEqual([...answers].toSorted());
    for (const code of lists.flatMap((list) => list.split("|"))) expect(Object.keys(ERRORS)).toContain(code);
  });

  test.skipIf(!hasPromtool)("are taken by Prometheus' own tool (needs promtool)", () => {
    expect(promtool(["check", "rules", RULES])).toBe("");
  });
});

test("the dashboard shows every metric of ours, and no panel covers another", () => {
  const shown = new Set(
    panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => [...expr.matchAll(/\bmizual_\w+/g)].map(([name]) => name)),
    ),
  );
  const isShown = (name: string) => [...shown].some((each) => each === name || each.startsWith(`${name}_`));
  expect(Object.keys(METRICS).filter((name) => !isShown(name))).toEqual([]);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

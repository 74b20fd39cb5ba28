import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { type MetricName, METRICS } from "./catalogue";

type LabelValues = Readonly<Record<string, string>>;

/** What one gauge is set to: a figure for each set of labels that there is. */
export type Figures = ReadonlyArray<{ labels?: LabelValues; value: number }>;

/** Metrics by the names of the catalogue, in the registry of this process. */
export type Prometheus = {
  count(name: MetricName<"counter">, labels?: LabelValues, by?: number): void;
  time(name: MetricName<"histogram">, labels: LabelValues, seconds: number): void;
  /** Puts these figures in the place of all that the gauge had. */
  set(name: MetricName<"gauge">, figures: Figures): void;
  /** Everything in the Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** Distinct values of one label: more than there are routes, codes or editors, and never as many as others can make up. */
const MOST_VALUES = 150;

const LONGEST_VALUE = 80;

const OTHER = "other";

/** Gauges of prom-client's with the ending of counters, which Prometheus' linter refuses; those without it say the same. */
const MISNAMED = ["nodejs_active_handles_total", "nodejs_active_requests_total", "nodejs_active_resources_total"];

/**
 * Makes the metrics of the catalogue, and those of the process and of Node by Prometheus' own names (`process_…`,
 * `nodejs_…`: CPU, memory, event loop, garbage).
 */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  for (const [name, metric] of Object.entries(METRICS)) {
    const options = { name, help: metric.help, labelNames: [...metric.labels], registers: [registry] };
    if (metric.type === "counter") counters.set(name, new Counter(options));
    else if (metric.type === "histogram")
      histograms.set(name, new Histogram({ ...options, buckets: [...metric.buckets] }));
    else gauges.set(name, new Gauge(options));
  }
  const bounded = boundedLabels();
  return {
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(bounded(name, labels), by),
    time: (name, labels, seconds) => histograms.get(name)?.observe(bounded(name, labels), seconds),
    set(name, figures) {
      const gauge = gauges.get(name);
      gauge?.reset();
      // A gauge without labels is 0 after that, which nobody has measured.
      if (METRICS[name].labels.length === 0) gauge?.remove();
      for (const { labels = {}, value } of figures) gauge?.set(bounded(name, labels), value);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/**
 * Takes what is too long, or one value more than a label may have, for `other`: what a catalogue of labels cannot rule out
 * by itself, such as the name of a model that a provider makes up, makes no more series than that.
 */
function boundedLabels(): (metric: string, labels: LabelValues) => Record<string, string> {
  const known = new Map<string, Set<string>>();
  return (metric, labels) => {
    const result: Record<string, string> = {};
    for (const label in labels) {
      const value = labels[label] ?? "";
      const key = `${metric} ${label}`;
      let values = known.get(key);
      if (values === undefined) known.set(key, (values = new Set()));
      const isNew = !values.has(value);
      const isTooMuch = isNew && (values.size >= MOST_VALUES || value.length > LONGEST_VALUE);
      if (isNew && !isTooMuch) values.add(value);
      result[label] = isTooMuch ? OTHER : value;
    }
    return result;
  };
}

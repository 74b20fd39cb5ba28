import parsePrometheusTextFormat from "parse-prometheus-text-format";

export type MetricSample = { name: string; labels: Record<string, string>; value: number };

/**
 * Every sample of a text in the Prometheus format, by its line; a library reads the whole first, and throws where that is
 * none. It joins the series of a histogram, so that they are read here.
 */
export function metricSamples(text: string): MetricSample[] {
  parsePrometheusTextFormat(text);
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", labels = "", value = ""] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === "") throw new Error(`no sample: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text = ""]) => [key, text]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

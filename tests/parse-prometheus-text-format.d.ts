declare module "parse-prometheus-text-format" {
  type Sample = {
    value?: string;
    labels?: Record<string, string>;
    buckets?: Record<string, string>;
    count?: string;
    sum?: string;
  };
  export type Family = { name: string; help: string; type: string; metrics: Sample[] };
  /** Reads metrics in the Prometheus text format. */
  export default function parsePrometheusTextFormat(text: string): Family[];
}

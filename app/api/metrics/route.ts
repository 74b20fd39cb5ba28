import { endpoint } from "@/lib/http/endpoint";
import { processMetrics } from "@/lib/metrics/metrics";
import { showMetrics } from "@/lib/metrics/show-metrics";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/metrics", {
  GET: {
    about: {
      operationId: "getMetrics",
      tag: "Health",
      summary: "What this process counts and measures, for Prometheus",
      description:
        "In the Prometheus text format, for who sends `METRICS_TOKEN` as a bearer. Without that variable, or with another " +
        "token, it is 404.",
      security: ["metricsToken"],
    },
    limit: { name: "metrics", perMinute: 60, raisedBy: "status" },
    answers: { 200: { description: "Metrics, as text." } },
    bearerOf: (env) => env.metricsToken,
    show: async (services) => {
      const metrics = processMetrics();
      const headers = { "Content-Type": metrics.prometheus.contentType };
      return new Response(await showMetrics(metrics, services), { headers });
    },
  },
});

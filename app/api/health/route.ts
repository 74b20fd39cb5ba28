import { livenessSchema } from "@/lib/health/schema";
import { endpoint } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/health", {
  GET: {
    about: { operationId: "getHealth", tag: "Health", summary: "Whether the process answers" },
    limit: null,
    answers: { 200: { description: "It does.", schema: livenessSchema } },
    always: { status: "ok", message: "Service is running" },
  },
});

import type { Fence } from "./scripts/check-fences";

// Who may import whom. `npm run fences` holds it; `npm run fences -- --mermaid` draws what is there. Arrows point down:
// entries → services → domain → ports → ground. Where a rule stands in the way, its sentence says what to do instead.

/** Words by which people are found who are to know nothing of a room's neighbours. */
const ENTRIES = "^(app|components|inngest/functions)/|^(proxy|instrumentation)\\.ts$";
const DOMAIN = "^lib/(alerts|analytics|edits|feedback|images|insight|metrics|moderation|spend|uploads|doctor|health)/";
const CAPABILITIES = "^lib/(providers|blob|limits)/";
const SERVICES = "^lib/services\\.ts$";
const CONFIG = "^lib/config/env\\.ts$";
/** What each layer may know of the one that it stands on: the port, and what is a plain value. */
const PORTS = "^lib/(providers/port|blob/blob-store|limits/(rate-limiter|policies))\\.ts$";
/** The closed set of an edit's states, which the database and the browser derive from as well. */
const LIFECYCLE = "^lib/lifecycle\\.ts$";
/** The closed set of the formats that are read, and what a file chooser says of them. */
const FORMATS = "^lib/picture-formats\\.ts$";
/** The closed set of reasons for a report, which a form offers. */
const REASONS = "^lib/moderation/reasons\\.ts$";

export const FENCES: readonly Fence[] = [
  {
    name: "tests",
    from: { not: "^(tests|bench|scripts)/|\\.(test|contract|config)\\.|^packages/[^/]+/(tests|bench|scripts)/|/test-" },
    to: "^(tests|bench)/|\\.(test|contract)\\.|^packages/[^/]+/(testing|bench)$|^npm:vitest",
    types: true,
    why: "Tests import the product, never the other way round.",
  },
  {
    name: "engine",
    from: { path: "^packages/engine/" },
    to: "^(app|components|db|inngest|lib|tests|scripts|bench)/",
    types: true,
    why: "The engine is a package of its own: what it needs of the app is an argument of its functions.",
  },
  {
    name: "engine-inside",
    from: { path: "^(app|components|inngest|lib|db)/" },
    to: "^packages/engine/(?!(index\\.ts|testing|bench)$)",
    types: true,
    why: "Of the engine its index is for others: export there what is missing.",
  },
  {
    name: "ground",
    from: {
      path: "^lib/(cn|errors|log|async|lifecycle|picture-formats|fair-share|observe|disk-space|same-secret)\\.ts$",
    },
    to: "^(app|components|db|inngest|packages)/|^lib/(?!(cn|errors|log|async|lifecycle|picture-formats|fair-share|observe|disk-space|same-secret)\\.ts$)",
    why: "The ground stands on nothing of ours but the ground.",
  },
  {
    name: "database",
    from: { path: "^db/" },
    to: `^(app|components|inngest)/|^lib/(?!(errors|log|async|observe)\\.ts$)`,
    except: `${LIFECYCLE}|^lib/config/`,
    why: "The database layer knows no entry, no domain and no capability: pass it values. Types and the closed set of an edit's states are fine.",
  },
  {
    name: "runner",
    from: { path: "^inngest/((client|events)\\.ts|embedded/)" },
    to: `${ENTRIES}|${DOMAIN}|${CAPABILITIES}|${SERVICES}`,
    why: "The client, its events and the runner know no entry, no domain and no other capability than the database.",
  },
  {
    name: "providers",
    from: { path: "^lib/providers/" },
    to: `${ENTRIES}|${DOMAIN}|${SERVICES}|${CONFIG}|^(db|inngest)/|^lib/(blob|limits)/`,
    why: "An adapter receives values and knows no entry, no domain, no database and no other capability.",
  },
  {
    name: "stores",
    from: { path: "^lib/blob/" },
    to: `${ENTRIES}|${DOMAIN}|${SERVICES}|${CONFIG}|^(db|inngest)/|^lib/(providers|limits)/`,
    why: "A store receives values and knows no entry, no domain, no database and no other capability.",
  },
  {
    name: "limiters",
    from: { path: "^lib/limits/" },
    to: `${ENTRIES}|${DOMAIN}|${SERVICES}|${CONFIG}|^(db|inngest)/|^lib/(providers|blob)/`,
    why: "A limiter receives values and knows no entry, no domain, no database and no other capability.",
  },
  {
    name: "domain-up",
    from: { path: "^lib/(alerts|analytics|edits|feedback|images|insight|metrics|moderation|spend|uploads)/" },
    to: `${ENTRIES}|^inngest/|${SERVICES}|${CONFIG}`,
    why: "Data flows down: the domain knows no entry and receives its services, it never asks for them. Types are fine.",
  },
  {
    name: "domain-ports",
    from: { path: "^lib/(alerts|analytics|edits|feedback|images|insight|metrics|moderation|spend|uploads)/" },
    to: "^lib/(providers|blob|limits)/",
    except: PORTS,
    why: "The domain knows the ports, not the adapters: take the capability from the services that it is given.",
  },
  {
    name: "browser",
    from: { path: "^components/" },
    to: "^(db|inngest|packages)/|^lib/(?!cn\\.ts$)|^(npm:zod|node:)",
    except: `${LIFECYCLE}|${FORMATS}|${REASONS}`,
    why: "This runs in the browser: import components, lib/cn, the states of an edit and the actions, and parse on the server; anything else as a type only.",
  },
];

/** Each SDK, and where it is imported: behind a function of ours, which everybody else calls. */
export const SDKS: Readonly<Record<string, string>> = {
  "@electric-sql/pglite": "^db/dialects/pglite\\.ts$",
  "@fastify/busboy": "^lib/http/parse-form\\.ts$",
  "@google/genai": "^lib/providers/gemini/([^/]*client)\\.ts$",
  "@marcbachmann/cel-js": "^inngest/embedded/[^/]*\\.ts$",
  "@neondatabase/serverless": "^db/dialects/neon\\.ts$",
  "@techstark/opencv-js": "^packages/engine/pixels/[^/]*\\.ts$",
  "@opentelemetry/api": "^lib/tracing/opentelemetry\\.ts$",
  "@opentelemetry/core": "^lib/tracing/opentelemetry\\.ts$",
  "@opentelemetry/exporter-trace-otlp-http": "^lib/tracing/opentelemetry\\.ts$",
  "@opentelemetry/exporter-trace-otlp-proto": "^lib/tracing/opentelemetry\\.ts$",
  "@opentelemetry/resources": "^lib/tracing/opentelemetry\\.ts$",
  "@opentelemetry/sdk-trace-base": "^lib/tracing/opentelemetry\\.ts$",
  "@upstash/ratelimit": "^lib/limits/[^/]*\\.ts$",
  "@upstash/redis": "^lib/limits/upstash\\.ts$",
  "@vercel/blob": "^lib/blob/vercel\\.ts$|/put-to-blob\\.ts$",
  "@vercel/functions": "^db/dialects/[^/]*\\.ts$|^lib/tracing/opentelemetry\\.ts$",
  croner: "^inngest/embedded/[^/]*\\.ts$",
  inngest: "^(inngest|app/api/inngest)/",
  "libheif-js": "^lib/images/heic/[^/]*\\.worker\\.ts$",
  ioredis: "^lib/limits/redis\\.ts$",
  "opentype.js": "^packages/engine/draw/",
  pg: "^db/dialects/pg\\.ts$",
  "prom-client": "^lib/metrics/prometheus\\.ts$",
  s3mini: "^lib/blob/s3\\.ts$",
  recharts: "^components/ui/chart\\.tsx$",
  sharp: "^lib/images/[^/]*\\.ts$|^packages/engine/",
  "vader-sentiment": "^lib/feedback/sentiment\\.ts$",
  ws: "^db/dialects/neon\\.ts$",
  "zod-openapi": "^lib/openapi/[^/]*\\.ts$",
};

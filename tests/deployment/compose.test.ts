import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { envVariables, parseEnv } from "@/lib/config/env";
import { readDockerfile } from "@/scripts/read-dockerfile";
import { readFile, routeFiles } from "./repository";

describe("compose.yaml", () => {
  type Service = {
    image: string;
    environment?: Record<string, string>;
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: unknown;
    ports?: string[];
    volumes?: string[];
    networks: string[];
    configs?: { source: string }[];
  };
  type Compose = {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
    configs: Record<string, { content: string }>;
    networks: Record<string, { internal?: boolean } | null>;
  };
  const text = readFile("compose.yaml");
  const { services, volumes, configs, networks } = parse(text) as Compose;
  const app = services["app"];
  if (app === undefined) throw new Error("There is no service app");
  const variables = [...text.matchAll(/\$\{(\w+)(:[?-][^}]*)?\}/g)].map(([, name = "", rule = ""]) => ({ name, rule }));

  test("has a database, Redis, an S3 server and Inngest, each of one version", () => {
    expect(Object.keys(services)).toEqual(["app", "postgres", "redis", "s3", "inngest"]);
    for (const [name, { image }] of Object.entries(services))
      if (name !== "app") expect(image).toMatch(/^[\w./-]+:v?\d[\w.-]*$/);
  });

  test("has no secret of its own: each comes from .env, and nothing starts without it", () => {
    const optional = variables.filter(({ rule }) => !rule.startsWith(":?")).map(({ name }) => name);
    expect([...new Set(optional)]).toEqual(["APP_PORT"]);
    const secrets = variables.filter(({ name }) => /PASSWORD|SECRET|KEY/.test(name)).map(({ name }) => name);
    expect(new Set(secrets)).toEqual(
      new Set(
        "APP_SECRET DATABASE_PASSWORD POSTGRES_PASSWORD REDIS_PASSWORD S3_ACCESS_KEY S3_SECRET_KEY GARAGE_RPC_SECRET INNGEST_EVENT_KEY INNGEST_SIGNING_KEY".split(
          " ",
        ),
      ),
    );
    for (const { environment = {} } of Object.values(services))
      for (const [name, value] of Object.entries(environment))
        if (/(PASSWORD|SECRET|_KEY)$/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?/)]);
    // And the page that makes .env makes all of them.
    for (const name of new Set(variables.filter(({ rule }) => rule.startsWith(":?")).map(({ name }) => name)))
      expect(readFile("docs/deploy.md")).toMatch(new RegExp(`^${name}=`, "m"));
  });

  test("gives the app variables that it reads, and what they come to holds together", () => {
    const given = app.environment ?? {};
    const image = readDockerfile(readFile("Dockerfile")).env;
    const unknown = Object.keys(given).filter((name) => !(name in envVariables) && !(name in image));
    expect(unknown).toEqual([]);
    const values = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value
          .replaceAll(/\$\{PUBLIC_URL:\?[^}]*\}/g, "https://mizual.example")
          .replaceAll(/\$\{\w+:\?[^}]*\}/g, "0123456789abcdef".repeat(4)),
      ]),
    );
    expect(parseEnv(values)).toMatchObject({
      environment: "production",
      database: { kind: "postgres" },
      images: { kind: "s3", bucket: services["s3"]?.environment?.["GARAGE_DEFAULT_BUCKET"], region: "garage" },
      limits: { kind: "redis" },
      runs: "inngest",
      inngest: { kind: "server", baseUrl: "http://inngest:8288", serveOrigin: "http://app:3000" },
    });
    expect(configs["garage"]?.content).toContain('s3_region = "garage"');
  });

  test("waits for what can tell that it is ready, and names nothing that is not there", () => {
    for (const [name, service] of Object.entries(services)) {
      if (name !== "app") expect([name, service.healthcheck !== undefined]).toEqual([name, true]);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {}))
        expect([name, other in services, condition]).toEqual([name, true, "service_healthy"]);
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty([volume.split(":")[0] ?? ""]);
      for (const { source } of service.configs ?? []) expect(configs).toHaveProperty([source]);
      for (const network of service.networks) expect(networks).toHaveProperty([network]);
    }
    expect(Object.keys(app.depends_on ?? {})).toEqual(["postgres", "redis", "s3", "inngest"]);
    expect(services["inngest"]?.environment?.["INNGEST_SDK_URL"]).toBe("http://app:3000/api/inngest");
    expect(routeFiles()).toContain("app/api/inngest/route.ts");
  });

  test("lets nobody in from outside this machine, and state lies in volumes", () => {
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(networks["back"]?.internal).toBe(true);
    for (const name of ["postgres", "redis", "s3"]) expect(services[name]).toMatchObject({ networks: ["back"] });
    expect(Object.keys(volumes)).toEqual(["postgres", "redis", "s3-meta", "s3-data"]);
    const inngest = services["inngest"]?.environment ?? {};
    expect(inngest["INNGEST_POSTGRES_URI"]).toContain("@postgres:5432/inngest");
    expect(inngest["INNGEST_REDIS_URI"]).toContain("@redis:6379");
  });
});

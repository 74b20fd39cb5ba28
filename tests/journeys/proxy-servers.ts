import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./server";

/**
 * How an nginx in front of the app may be set up, by what it does to the headers. `port` is the app's.
 * The lines are those that people copy from each other.
 */
const NGINX_VARIANTS = {
  "with its own Host": () => "",
  "with $host": () =>
    "proxy_set_header Host $host; proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;",
  "with $http_host and compression": () =>
    "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme; gzip on; gzip_types application/json; gzip_min_length 1;",
  "behind another proxy": () =>
    'proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host "$http_host, $http_host"; proxy_set_header X-Forwarded-Proto "http, http";',
  "as a tunnel, which writes Host and Origin anew": (port: number) =>
    `proxy_set_header Host localhost:${port}; proxy_set_header Origin http://localhost:${port}; proxy_set_header X-Forwarded-Host outer.example; proxy_set_header X-Forwarded-Proto https;`,
  "with its usual limit of 1 MB": () => "proxy_set_header Host $http_host; client_max_body_size 1m;",
} as const satisfies Record<string, (port: number) => string>;

type NginxVariant = keyof typeof NGINX_VARIANTS;

type Proxy = { close(): Promise<void> };

/** Whether a program of this name can be started. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ["-v"], { stdio: "ignore" }).error === undefined;
}

/**
 * One nginx in front of the app at `port`, with a port of its own for each variant, and `named`, with its own Host too.
 */
export async function startNginx(
  port: number,
  named: number,
): Promise<Proxy & { ports: Record<NginxVariant, number> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-nginx-"));
  mkdirSync(path.join(folder, "run"));
  const ports: Partial<Record<NginxVariant, number>> = {};
  const servers: string[] = [];
  for (const [name, headers] of Object.entries(NGINX_VARIANTS)) {
    const own = await freePort();
    ports[name as NginxVariant] = own;
    servers.push(
      `server { listen 127.0.0.1:${own}; location / { proxy_pass http://127.0.0.1:${port}; ${headers(port)} } }`,
    );
  }
  servers.push(`server { listen 127.0.0.1:${named}; location / { proxy_pass http://127.0.0.1:${port}; } }`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path run/${name};`,
  );
  const config = `worker_processes 1; daemon off; pid run/nginx.pid; error_log run/error.log;
${process.getuid?.() === 0 ? "user root;" : ""}
events { worker_connections 64; }
http { access_log off; client_max_body_size 30m; ${temporary.join(" ")}
${servers.join("\n")}
}`;
  writeFileSync(path.join(folder, "nginx.conf"), config);
  const child = spawn("nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", "run/error.log"]);
  const proxy = await running(child, [...Object.values(ports), named], folder);
  return { ...proxy, ports: ports as Record<NginxVariant, number> };
}

/** A Caddy in front of the app at `port`, as its three lines set it up. */
export async function startCaddy(port: number): Promise<Proxy & { port: number }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-caddy-"));
  const own = await freePort();
  const file = path.join(folder, "Caddyfile");
  writeFileSync(
    file,
    `{\n admin off\n auto_https off\n}\nhttp://localhost:${own} {\n reverse_proxy 127.0.0.1:${port}\n}\n`,
  );
  const child = spawn("caddy", ["run", "--config", file, "--adapter", "caddyfile"], {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  return { ...(await running(child, [own], folder)), port: own };
}

async function running(child: ChildProcess, ports: readonly number[], folder: string): Promise<Proxy> {
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += String(chunk)));
  for (const port of ports) {
    for (let tries = 0; !(await listens(port)); tries += 1) {
      if (child.exitCode !== null || tries > 200) throw new Error(`The proxy does not listen: ${printed}`);
      await sleep(50);
    }
  }
  return {
    close: async () => {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  const socket = net.connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).then((answer) => {
    socket.destroy();
    return answer === true;
  });
}

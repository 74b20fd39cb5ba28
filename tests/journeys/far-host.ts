import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** An address of the public internet, which no server of a journey ever reaches. */
const FAR_HOST = "93.184.215.14";

/** A web server that an app finds at a public address by https. */
export type FarHost = {
  url: string;
  /** What the app is to be started with, so that it comes here and trusts its certificate. */
  env: Record<string, string>;
  /** The paths that were asked for. */
  asked: string[];
  close(): void;
};

/** Starts one; `null` where there is no openssl to make its certificate. */
export async function startFarHost(pages: Readonly<Record<string, RequestListener>>): Promise<FarHost | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-far-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=far".split(" ");
  const made = spawnSync("openssl", [
    ...options,
    "-addext",
    `subjectAltName=IP:${FAR_HOST}`,
    "-keyout",
    key,
    "-out",
    cert,
  ]);
  if (made.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const asked: string[] = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    asked.push(request.url ?? "");
    const page = pages[request.url ?? ""];
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${FAR_HOST}`,
    env: {
      FAR_HOST,
      FAR_PORT: String(port),
      NODE_EXTRA_CA_CERTS: cert,
      NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, "far-host-preload.mjs")).href}`,
    },
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

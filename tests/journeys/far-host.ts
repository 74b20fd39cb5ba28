import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
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

/** A file that lies beside this one: a key that nobody else trusts, and its certificate for {@link FAR_HOST} until 2126. */
const fileOf = (name: "far-host-key.pem" | "far-host-cert.pem"): string => path.join(import.meta.dirname, name);

/** Starts one. */
export async function startFarHost(pages: Readonly<Record<string, RequestListener>>): Promise<FarHost> {
  const [key, cert] = [fileOf("far-host-key.pem"), fileOf("far-host-cert.pem")];
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
    },
  };
}

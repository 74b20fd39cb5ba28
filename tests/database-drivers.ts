import { type DatabaseHandle, openDatabase } from "@/db/client";
import { testServerUrl } from "./database-server";
import { startWebSocketProxy } from "./database-websocket-proxy";
import { startTcpProxy } from "./tcp-proxy";

export type ThroughProxy = {
  handle: DatabaseHandle;
  /** Makes the open connections go quiet without ending; new ones work. */
  silence(): void;
  /** Ends the open connections; new ones work. */
  cut(): void;
  /** From now on nobody listens at its address. */
  vanish(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The test server through a proxy on this machine, with the driver that the product has for it: `pg`,
 * or Neon's over WebSockets. `parameters` are added to the address; `pooler`: port of
 * a pooler on this machine that stands in front.
 */
export async function openThroughProxy(
  driver: "pg" | "neon",
  options: {
    schema?: string;
    parameters?: Record<string, string>;
    onVercel?: boolean;
    unhurried?: boolean;
    pooler?: number;
  } = {},
): Promise<ThroughProxy> {
  const url = new URL(testServerUrl() ?? "");
  for (const [name, value] of Object.entries(options.parameters ?? {})) url.searchParams.set(name, value);
  const { pooler } = options;
  const tcp = await startTcpProxy(
    pooler === undefined ? { host: url.hostname, port: Number(url.port) } : { host: "127.0.0.1", port: pooler },
  );
  const webSockets = driver === "neon" ? await startWebSocketProxy({ host: "127.0.0.1", port: tcp.port }) : null;
  if (webSockets === null) {
    url.hostname = "127.0.0.1";
    url.port = String(tcp.port);
  }
  const address = { url: url.href, migrationUrl: url.href };
  const { schema = "public", onVercel = false, unhurried = false } = options;
  const handle = await openDatabase({
    database:
      webSockets === null
        ? { kind: "postgres", ...address }
        : { kind: "neon", ...address, localProxy: webSockets.address },
    dataDir: "",
    schema,
    onVercel,
    unhurried,
  });
  let vanished: Promise<void> | null = null;
  const vanish = (): Promise<void> => (vanished ??= (webSockets ?? tcp).close());
  return {
    handle,
    silence: () => tcp.silence(),
    cut: () => tcp.cut(),
    vanish,
    close: async () => {
      await handle.close();
      await vanish();
      if (webSockets !== null) await tcp.close();
    },
  };
}

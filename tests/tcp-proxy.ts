import { once } from "node:events";
import net, { type AddressInfo } from "node:net";

/**
 * Leads TCP connections on a free port of this machine to a server. `silence` makes those that are open
 * now go quiet without ending, as a network does that has forgotten them; `cut` ends them. New ones
 * work as before.
 */
export async function startTcpProxy(target: { host: string; port: number }): Promise<{
  port: number;
  silence(): void;
  cut(): void;
  close(): Promise<void>;
}> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  const server = net.createServer((client) => {
    const pair = [client, net.connect({ ...target, noDelay: true })] as const;
    const [, upstream] = pair;
    pairs.add(pair);
    client.pipe(upstream).pipe(client);
    for (const socket of pair) {
      socket.on("error", () => {});
      socket.on("close", () => {
        for (const each of pair) each.destroy();
        pairs.delete(pair);
      });
    }
  });
  const cut = (): void => {
    for (const [client] of pairs) client.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream).resume();
        upstream.unpipe(client).resume();
      }
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

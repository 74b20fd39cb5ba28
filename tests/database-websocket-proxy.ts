import { once } from "node:events";
import net from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/**
 * Leads WebSockets to one PostgreSQL, byte by byte, as Neon's own proxy does: what the Neon driver
 * connects to when it is not Neon. Listens on a free port of this machine.
 */
export async function startWebSocketProxy(target: { host: string; port: number }): Promise<{
  /** `host:port`, for NEON_LOCAL_PROXY. */
  address: string;
  /** How many connections were made so far. */
  connections(): number;
  close(): Promise<void>;
}> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  await once(server, "listening");
  let connections = 0;
  server.on("connection", (socket) => {
    connections++;
    join(socket, net.connect({ ...target, noDelay: true }));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `127.0.0.1:${address.port}`,
    connections: () => connections,
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

function join(socket: WebSocket, server: net.Socket): void {
  socket.on("message", (data: Buffer) => server.write(data));
  socket.on("close", () => server.end());
  socket.on("error", () => server.destroy());
  server.on("data", (data) => socket.send(data));
  server.on("close", () => socket.close());
  server.on("error", () => socket.terminate());
}

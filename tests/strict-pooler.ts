import { once } from "node:events";
import net, { type AddressInfo } from "node:net";

const SSL_REQUEST = 80_877_103;

/**
 * A pooler in front of a PostgreSQL that refuses what it does not know of a connection's parameters, one by name each
 * time, as PgBouncer does (08P01). What it lets in it passes on.
 */
export async function startStrictPooler(
  server: { host: string; port: number },
  refuses: readonly string[],
): Promise<{ port: number; refused: string[]; close(): Promise<void> }> {
  const refused: string[] = [];
  const open = new Set<net.Socket>();
  const pooler = net.createServer((client) => {
    open.add(client.on("error", () => {}));
    let received = Buffer.alloc(0);
    const read = (data: Buffer): void => {
      received = Buffer.concat([received, data]);
      if (received.length < 8 || received.length < received.readInt32BE(0)) return;
      if (received.readInt32BE(4) === SSL_REQUEST) {
        received = received.subarray(8);
        client.write("N");
        return;
      }
      client.off("data", read);
      const names = received.toString("utf8", 8).split("\0");
      const name = refuses.find((candidate) => names.includes(candidate));
      if (name !== undefined) {
        refused.push(name);
        client.end(refusal(`unsupported startup parameter: ${name}`));
        return;
      }
      const upstream = net.connect(server, () => upstream.write(received));
      open.add(upstream.on("error", () => client.destroy()));
      upstream.pipe(client).pipe(upstream);
    };
    client.on("data", read);
  });
  pooler.listen(0, "127.0.0.1");
  await once(pooler, "listening");
  return {
    port: (pooler.address() as AddressInfo).port,
    refused,
    close: async () => {
      for (const socket of open) socket.destroy();
      pooler.close();
      await once(pooler, "close");
    },
  };
}

/** An ErrorResponse of the protocol. */
function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

import { once } from "node:events";
import net from "node:net";

/** What Redis answered; a status (`+OK`) is not the same as a text of the same letters. */
export type Reply =
  | { kind: "status" | "error"; text: string }
  | { kind: "text"; bytes: Buffer }
  | { kind: "number"; value: number }
  | { kind: "nothing" }
  | { kind: "list"; items: Reply[] };

export type RedisConnection = {
  send(command: readonly string[]): Promise<Reply>;
  close(): void;
};

/** Speaks RESP2 with a Redis on `redis://host:port`; replies come in the order of the commands. */
export async function connectToRedis(url: string): Promise<RedisConnection> {
  const { hostname, port } = new URL(url);
  const socket = net.connect({ host: hostname, port: Number(port === "" ? 6379 : port), noDelay: true });
  const waiting: Waiting[] = [];
  let received = Buffer.alloc(0);
  socket.on("data", (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const parsed = parse(received, 0);
      if (parsed === null) return;
      received = received.subarray(parsed.end);
      waiting.shift()?.resolve(parsed.reply);
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    for (const { reject } of waiting.splice(0)) reject(new Error("Redis closed the connection"));
  });
  await once(socket, "connect");
  return {
    send: (command) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
        socket.write(`*${command.length}\r\n${parts.join("")}`);
      }),
    close: () => void socket.destroy(),
  };
}

type Waiting = { resolve(reply: Reply): void; reject(error: Error): void };

/** The reply that starts at `from` and where it ends; `null` while it is incomplete. */
function parse(data: Buffer, from: number): { reply: Reply; end: number } | null {
  const lineEnd = data.indexOf("\r\n", from);
  if (lineEnd === -1) return null;
  const line = data.toString("utf8", from + 1, lineEnd);
  let end = lineEnd + 2;
  switch (String.fromCharCode(data[from] ?? 0)) {
    case "+":
      return { reply: { kind: "status", text: line }, end };
    case "-":
      return { reply: { kind: "error", text: line }, end };
    case ":":
      return { reply: { kind: "number", value: Number(line) }, end };
    case "$": {
      if (line === "-1") return { reply: { kind: "nothing" }, end };
      const length = Number(line);
      if (data.length < end + length + 2) return null;
      return { reply: { kind: "text", bytes: data.subarray(end, end + length) }, end: end + length + 2 };
    }
    case "*": {
      if (line === "-1") return { reply: { kind: "nothing" }, end };
      const items: Reply[] = [];
      for (let index = 0; index < Number(line); index += 1) {
        const item = parse(data, end);
        if (item === null) return null;
        items.push(item.reply);
        end = item.end;
      }
      return { reply: { kind: "list", items }, end };
    }
    default:
      throw new Error("no RESP2");
  }
}

import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import type { Gates } from "./gates";

/** What a proxy does with what comes: passes it on, refuses it and cuts what is open, or says nothing at all. */
type Health = "open" | "away" | "silent";

export type GatedProxy = {
  port: number;
  /** `away`: as if nobody listened; `silent`: takes connections and requests and never answers. */
  become(health: Health): void;
  /** Milliseconds that each request waits before it is forwarded. */
  slow(milliseconds: number): void;
  /** Connections that are open now. */
  connections(): number;
  close(): Promise<void>;
};

/** Cuts a stream of bytes into messages: how long the first one is, or `null` while it is not whole. */
type Framing = (bytes: Buffer) => number | null;

type Protocol = {
  service: string;
  request: Framing;
  /** Whether this message ends a request that an answer belongs to, given all of its messages; with its name. */
  named(messages: Buffer[]): string | null;
  answer: Framing;
  /** Whether this message of the server's is the last of an answer. */
  ends(message: Buffer): boolean;
};

const REDIS: Protocol = {
  service: "redis",
  // One command at a time is written whole by the client, and so is its answer by the server.
  request: (bytes) => (bytes.length === 0 ? null : bytes.length),
  named: ([bytes]) => /^\*\d+\r\n\$\d+\r\n(\w+)/.exec(bytes?.toString("latin1") ?? "")?.[1]?.toLowerCase() ?? "command",
  answer: (bytes) => (bytes.length === 0 ? null : bytes.length),
  ends: () => true,
};

const isType = (message: Buffer, type: string): boolean => message[0] === type.charCodeAt(0);

const typed: Framing = (bytes) => {
  if (bytes.length < 5) return null;
  const length = 1 + bytes.readInt32BE(1);
  return bytes.length < length ? null : length;
};

/** PostgreSQL's protocol 3, as far as it takes to know where a round trip begins and ends, and by which statement. */
function postgres(): Protocol {
  let started = false;
  const prepared = new Map<string, string>();
  const text = (message: Buffer, from: number): string => message.toString("utf8", from, message.indexOf(0, from));
  return {
    service: "postgres",
    request: (bytes) => {
      if (started) return typed(bytes);
      if (bytes.length < 4 || bytes.length < bytes.readInt32BE(0)) return null;
      return bytes.readInt32BE(0);
    },
    named: (messages) => {
      const last = messages.at(-1);
      if (last === undefined) return null;
      if (!started) {
        started = true;
        return "connect";
      }
      const kind = String.fromCharCode(last[0] ?? 0);
      if (kind === "Q") return nameOfStatement(text(last, 5));
      if (kind !== "S") return null;
      let statement = "";
      for (const message of messages) {
        const type = String.fromCharCode(message[0] ?? 0);
        if (type === "P") {
          const name = text(message, 5);
          statement = text(message, 5 + Buffer.byteLength(name) + 1);
          prepared.set(name, statement);
        }
        if (type === "B") {
          const portal = text(message, 5);
          statement = prepared.get(text(message, 5 + Buffer.byteLength(portal) + 1)) ?? statement;
        }
      }
      return nameOfStatement(statement);
    },
    answer: typed,
    // Ready for the next, or asking for a password.
    ends: (message) => isType(message, "Z") || (isType(message, "R") && message.readInt32BE(5) !== 0),
  };
}

/** The statement without what differs from call to call: numbers of parameters, quotes, the schema, and its middle. */
function nameOfStatement(statement: string): string {
  const bare = statement
    .replaceAll('"', "")
    .replaceAll("preview.", "")
    .replaceAll(/\$\d+(?:, ?\$\d+)*/g, "$")
    .replaceAll(/\(\$\)(?:, ?\(\$\))+/g, "($)")
    .replaceAll(/\s+/g, " ")
    .trim();
  let hash = 0;
  for (const letter of bare) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return bare.length <= 60 ? bare : `${bare.slice(0, 60)}… #${(hash >>> 0).toString(36)}`;
}

/** A port that leads to the PostgreSQL at `target`, with a gate around each round trip. */
export const startPostgresGate = (gates: Gates, target: { host: string; port: number }): Promise<GatedProxy> =>
  startGatedProxy(gates, target, postgres);

/** A port that leads to the Redis at `target`, with a gate around each command. */
export const startRedisGate = (gates: Gates, target: { host: string; port: number }): Promise<GatedProxy> =>
  startGatedProxy(gates, target, () => REDIS);

async function startGatedProxy(
  gates: Gates,
  target: { host: string; port: number },
  protocolOf: () => Protocol,
): Promise<GatedProxy> {
  let health: Health = "open";
  let delayMs = 0;
  const open = new Set<Socket>();
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  const server = net.createServer((client) => {
    if (health === "away") return void client.destroy();
    const upstream = net.connect({ ...target, noDelay: true });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.setNoDelay(true);
    relay(gates, protocolOf(), client, upstream, {
      isSilent: () => health === "silent",
      delayMs: () => delayMs,
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    become: (next) => {
      health = next;
      if (next === "away") cut();
    },
    slow: (milliseconds) => void (delayMs = milliseconds),
    connections: () => open.size / 2,
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

type Weather = { isSilent(): boolean; delayMs(): number };

function relay(gates: Gates, protocol: Protocol, client: Socket, upstream: Socket, weather: Weather): void {
  /** Requests that were forwarded and are not answered yet, in their order. */
  const asked: Array<{ after(): Promise<void> }> = [];
  let turn: Promise<void> = Promise.resolve();
  let back: Promise<void> = Promise.resolve();
  const write = (socket: Socket, bytes: Buffer): void => void (socket.destroyed || socket.write(bytes));

  let messages: Buffer[] = [];
  cutting(client, protocol.request, (message) => {
    messages.push(message);
    const name = protocol.named(messages);
    const [batch, whole] = [Buffer.concat(messages), name !== null];
    // Parts of a request are held until it is whole; a password and the farewell stand alone.
    if (!whole && !isType(message, "X") && !isType(message, "p")) return;
    messages = [];
    turn = turn.then(async () => {
      if (name !== null) {
        const passage = await gates.enter(protocol.service, name);
        if (weather.delayMs() > 0) await new Promise((resolve) => setTimeout(resolve, weather.delayMs()));
        asked.push(passage);
      }
      if (!weather.isSilent()) write(upstream, batch);
    });
  });

  let held: Buffer[] = [];
  cutting(upstream, protocol.answer, (message) => {
    held.push(message);
    // What nobody asked for is passed on as it comes.
    if (asked.length > 0 && !protocol.ends(message)) return;
    const [answer, passage] = [Buffer.concat(held), asked.shift()];
    held = [];
    back = back.then(async () => {
      await passage?.after();
      if (!weather.isSilent()) write(client, answer);
    });
  });
}

function cutting(socket: Socket, framing: Framing, onMessage: (message: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let length = framing(rest); length !== null; length = framing(rest)) {
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      onMessage(message);
    }
  });
}

import { randomUUID } from "node:crypto";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { connectToRedis, type RedisConnection, type Reply } from "./redis-connection";

/** The only token that the fake accepts. */
export const UPSTASH_FAKE_TOKEN = "upstash-fake-token-4711";

/**
 * Upstash's REST protocol over a real Redis: `POST /` with one command, `POST /pipeline` with several,
 * or a command as the path's segments. Texts are base64 where the client asks for it, as it does by default.
 */
export async function startUpstashFake(options: { redisUrl: string; port?: number }): Promise<FakeServer> {
  const redis = await connectToRedis(options.redisUrl);
  const server = await startFakeServer((request) => answer(request, redis), options.port);
  return {
    ...server,
    close: async () => {
      redis.close();
      await server.close();
    },
  };
}

async function answer(request: RecordedRequest, redis: RedisConnection): Promise<FakeAnswer> {
  if (request.headers["authorization"] !== `Bearer ${UPSTASH_FAKE_TOKEN}`) {
    return { status: 401, body: { error: "WRONGPASS invalid or missing auth token" } };
  }
  const base64 = request.headers["upstash-encoding"] === "base64";
  const headers = { "upstash-sync-token": randomUUID() };
  if (request.path === "/pipeline") {
    const commands = request.method === "POST" ? parseJson(request.body) : null;
    if (!Array.isArray(commands) || commands.length === 0 || !commands.every(isCommand)) {
      return { status: 400, body: { error: "ERR failed to parse pipeline request" } };
    }
    const replies = await Promise.all(commands.map((command) => redis.send(command.map(String))));
    return { headers, body: replies.map((reply) => resultOf(reply, base64)) };
  }
  const command = commandOf(request);
  if (!isCommand(command)) return { status: 400, body: { error: "ERR failed to parse command" } };
  const result = resultOf(await redis.send(command.map(String)), base64);
  return { status: "error" in result ? 400 : 200, headers, body: result };
}

function commandOf(request: RecordedRequest): unknown {
  if (request.path !== "/") return request.path.slice(1).split("/").map(decodeURIComponent);
  return request.method === "POST" ? parseJson(request.body) : null;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return null;
  }
}

function isCommand(value: unknown): value is Array<string | number> {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((part) => typeof part === "string" || typeof part === "number")
  );
}

const resultOf = (reply: Reply, base64: boolean): { error: string } | { result: unknown } =>
  reply.kind === "error" ? { error: reply.text } : { result: valueOf(reply, base64) };

function valueOf(reply: Reply, base64: boolean): unknown {
  switch (reply.kind) {
    case "nothing":
      return null;
    case "number":
      return reply.value;
    case "list":
      return reply.items.map((item) => valueOf(item, base64));
    case "text":
      return reply.bytes.toString(base64 ? "base64" : "utf8");
    default:
      return base64 && reply.text !== "OK" ? Buffer.from(reply.text).toString("base64") : reply.text;
  }
}

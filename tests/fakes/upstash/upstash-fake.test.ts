import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testRedisUrl } from "../../redis-server";
import type { FakeServer } from "../fake-server";
import { startUpstashFake, UPSTASH_FAKE_TOKEN } from "./upstash-fake";

const redisUrl = testRedisUrl();

describe.skipIf(redisUrl === null)("the Upstash fake (needs TEST_REDIS_URL)", () => {
  let fake: FakeServer;
  beforeAll(async () => {
    fake = await startUpstashFake({ redisUrl: redisUrl ?? "" });
  });
  afterAll(() => fake.close());

  const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(fake.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${UPSTASH_FAKE_TOKEN}`, ...headers },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      sync: response.headers.get("upstash-sync-token"),
      body: (await response.json()) as unknown,
    };
  };

  test("only its token opens it", async () => {
    for (const authorization of ["", "Bearer wrong-token", UPSTASH_FAKE_TOKEN]) {
      for (const path of ["/", "/pipeline", "/ping"]) {
        expect(await ask(path, ["PING"], { authorization })).toMatchObject({
          status: 401,
          body: { error: expect.stringContaining("WRONGPASS") as string },
        });
      }
    }
  });

  test("one command: its result, or 400 with the error of Redis", async () => {
    expect(await ask("/", ["ECHO", "ü"])).toMatchObject({
      status: 200,
      sync: expect.any(String) as string,
      body: { result: "ü" },
    });
    expect(await ask("/", ["GET"])).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^ERR wrong/) as string },
    });
    expect((await ask("/", { command: "PING" })).status).toBe(400);
    expect(await ask("/echo/a%20b", null)).toMatchObject({ status: 200, body: { result: "a b" } });
  });

  test("a pipeline: 200 with a result or an error each", async () => {
    const key = `fake:${randomUUID()}`;
    const commands = [
      ["SET", key, "OK", "PX", 500],
      ["GET", key],
      ["LPOP", key],
      ["EVAL", "return {'a', {1, 'b'}}", 0],
      ["GET", "none"],
    ];
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    expect((await ask("/pipeline", commands, { "upstash-encoding": "base64" })).body).toEqual([
      { result: "OK" },
      { result: base64("OK") },
      { error: expect.stringMatching(/^WRONGTYPE/) as string },
      { result: [base64("a"), [1, base64("b")]] },
      { result: null },
    ]);
    expect((await ask("/pipeline", [["GET", key]])).body).toEqual([{ result: "OK" }]);
    expect((await ask("/pipeline", [])).status).toBe(400);
    expect((await ask("/pipeline", ["PING"])).status).toBe(400);
  });
});

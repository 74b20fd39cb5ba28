import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { watchOpenRequests } from "./open-requests";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers each request after `ms`, or never; and its address. */
async function listen(ms: number | null): Promise<string> {
  const started = createServer((_request, response) => {
    if (ms !== null) setTimeout(() => response.end("done"), ms);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const begun = (): Promise<unknown> => new Promise((resolve) => server?.once("request", resolve));

test("waits for the answer of an open request, and takes no new one", async () => {
  const requests = watchOpenRequests();
  const url = await listen(300);
  const start = begun();
  const answer = fetch(url).then((response) => response.text());
  await start;
  const order: string[] = [];
  void answer.then(() => order.push("answered"));
  await requests.finish(5_000);
  order.push("finished");
  expect(await answer).toBe("done");
  await expect.poll(() => order.length).toBe(2);
  await expect(fetch(url)).rejects.toThrow();
});

test("waits no longer than it was told", async () => {
  const requests = watchOpenRequests();
  const url = await listen(null);
  const start = begun();
  const answer = fetch(url).catch(() => "cut off");
  await start;
  const before = performance.now();
  await requests.finish(200);
  expect(performance.now() - before).toBeLessThan(2_000);
  server?.closeAllConnections();
  expect(await answer).toBe("cut off");
});

test("ends at once when nothing is open", async () => {
  await expect(watchOpenRequests().finish(60_000)).resolves.toBeUndefined();
});

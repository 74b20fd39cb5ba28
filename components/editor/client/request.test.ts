import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeServer, startFakeServer } from "@/tests/fakes/fake-server";
import { NodeRequest } from "@/tests/node-request";
import { requestFailure, sendWithProgress } from "./request";
import { networkFailure } from "./request-failure";

const noHeader = () => null;

describe("requestFailure", () => {
  it("takes the server's sentence, code, request id and waiting time", () => {
    const headers = new Map([
      ["X-Request-Id", "r-1"],
      ["Retry-After", "12"],
    ]);
    const body = { detail: "Too many requests.", error_code: "RATE_LIMITED", timestamp: "2026-11-23T00:00:00Z" };
    expect(requestFailure(429, body, (name) => headers.get(name) ?? null)).toMatchObject({
      message: "Too many requests.",
      code: "RATE_LIMITED",
      requestId: "r-1",
      retryAfter: 12,
      retryable: true,
    });
  });

  it("adds what is wrong with each field", () => {
    const fields = [{ path: "prompt", message: "Use up to 2000 characters." }];
    const failure = requestFailure(
      422,
      { detail: "The request is not valid.", error_code: "VALIDATION_FAILED", fields },
      noHeader,
    );
    expect(failure.message).toBe("The request is not valid. Use up to 2000 characters.");
    expect(failure.retryable).toBe(false);
  });

  it.each([null, "<html>", { detail: 7 }, []])("makes do with an answer that is none of ours: %j", (body) => {
    const failure = requestFailure(503, body, noHeader);
    expect(failure).toMatchObject({
      message: expect.stringContaining("cannot be reached right now (503)") as unknown,
      code: "HTTP_503",
      retryable: true,
    });
  });

  it("says of a picture that never reached the server how large it is, as proxies and platforms refuse it in their own words", () => {
    const failure = requestFailure(413, null, noHeader, 3 * 1024 * 1024);
    expect(failure).toMatchObject({ code: "IMAGE_TOO_LARGE", retryable: false });
    expect(failure.message).toMatch(
      /^The picture has 3\.0 MB, which is more than .*\(413\).*Please try a smaller one\.$/,
    );
    expect(requestFailure(413, null, noHeader).message).toMatch(/^What was sent is more than/);
  });

  it.each([
    [401, "HTTP_401", false, "sign in again"],
    [403, "HTTP_403", false, "sign in again"],
    [404, "HTTP_404", false, "answered with an error (404)"],
    [408, "HTTP_408", true, "a smaller picture"],
    [429, "RATE_LIMITED", true, "wait a moment"],
    [502, "HTTP_502", true, "try again in a moment"],
    [503, "HTTP_503", true, "try again in a moment"],
    [504, "HTTP_504", true, "nothing is done twice"],
  ])("says what to do where a page in front of the server answers with %i", (status, code, retryable, words) => {
    const failure = requestFailure(status, null, noHeader);
    expect(failure).toMatchObject({ code, retryable });
    expect(failure.message).toContain(words);
    expect(failure.message).toContain(String(status));
  });

  it.each([400, 403, 409, 413, 415, 422])("does not offer the same again after %i", (status) => {
    expect(requestFailure(status, null, noHeader).retryable).toBe(false);
  });
});

describe("networkFailure", () => {
  it("can be tried again", () => {
    expect(networkFailure()).toMatchObject({ code: "NETWORK", retryable: true });
  });
});

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer(({ body }) => ({ headers: { "x-seen": String(body.length) }, body: { ok: true } }));
});
beforeEach(() => {
  server.reset();
  NodeRequest.base = server.url;
  vi.stubGlobal("XMLHttpRequest", NodeRequest);
});
afterEach(() => void vi.unstubAllGlobals());
afterAll(() => server.close());

const send = (
  options: Parameters<typeof sendWithProgress>[1] = {},
  silenceMs: number | null = null,
  body = new Blob([new Uint8Array(1_000_000)]),
) => sendWithProgress({ method: "PUT", address: "/a", headers: { "content-type": "x/y" }, body }, options, silenceMs);

describe("sendWithProgress", () => {
  it("answers with status, body and headers, and tells how far it is", async () => {
    const shares: number[] = [];
    const { status, body, header } = await send({ onProgress: (share) => shares.push(share) }, 20_000);
    expect([status, body, header("X-Seen")]).toEqual([200, { ok: true }, "1000000"]);
    expect(server.requests[0]?.headers["content-type"]).toBe("x/y");
    expect(shares.at(-1)).toBe(1);
  });

  it("takes what is no JSON for no body", async () => {
    server.fail({ kind: "answer", answer: { status: 502, body: "<html>" } });
    expect(await send()).toMatchObject({ status: 502, body: null });
  });

  it("says that no answer came", async () => {
    server.fail({ kind: "reset" });
    await expect(send()).rejects.toMatchObject({ code: "NETWORK", retryable: true });
  });

  it("gives up when nothing moves any more, where it is told to", async () => {
    server.fail({ kind: "hang" });
    await expect(send({}, 200)).rejects.toMatchObject({ code: "NETWORK", retryable: true });
  });

  it("does not give up a slow upload that moves", async () => {
    let sent = 0;
    class Slow extends NodeRequest {
      override send(): void {
        const timer = setInterval(() => {
          sent += 1;
          const progress = { lengthComputable: true, loaded: sent, total: 5 };
          this.upload.dispatchEvent(Object.assign(new Event("progress"), progress));
          if (sent < 5) return;
          clearInterval(timer);
          super.send("");
        }, 150);
      }
    }
    vi.stubGlobal("XMLHttpRequest", Slow);
    expect(await send({}, 600)).toMatchObject({ status: 200 });
    expect(sent).toBe(5);
  });

  it("stops when the person stops it, and sends nothing when they had before", async () => {
    const controller = new AbortController();
    server.fail({ kind: "hang" });
    const stopped = send({ signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    server.reset();
    await expect(send({ signal: controller.signal })).rejects.toMatchObject({ code: "ABORTED" });
    expect(server.requests).toEqual([]);
  });
});

import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { clientAddress, clientHash, installPeerAddress, PEER_HEADER } from "./client-address";

const direct = { onVercel: false, trustedProxies: 0 };
const behind = (trustedProxies: number) => ({ onVercel: false, trustedProxies });
const peer = (address: string, forwarded?: string) =>
  new Headers({ [PEER_HEADER]: address, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) });

describe("without proxies", () => {
  test("it is the socket's peer, whatever a client claims", () => {
    const headers = peer("192.0.2.7", "203.0.113.9");
    for (const name of ["x-real-ip", "forwarded", "cf-connecting-ip", "x-vercel-forwarded-for", "x-client-ip"]) {
      headers.set(name, "203.0.113.9");
    }
    expect(clientAddress(headers, direct)).toBe("192.0.2.7");
  });

  test.each([
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ])("%s counts as %s", (address, counted) => {
    expect(clientAddress(peer(address), direct)).toBe(counted);
  });

  test.each(["", "nonsense", "192.0.2.999", "a,b", "1.2.3.4.5"])("%j is nobody in particular", (address) => {
    expect(clientAddress(peer(address), direct)).toBe("unknown");
  });
});

describe("behind trusted proxies", () => {
  test("one proxy: the last entry of X-Forwarded-For; what the client wrote before it is ignored", () => {
    expect(clientAddress(peer("10.0.0.1", "6.6.6.6, 203.0.113.9"), behind(1))).toBe("203.0.113.9");
  });

  test("two proxies: the last but one", () => {
    expect(clientAddress(peer("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2"), behind(2))).toBe("203.0.113.9");
  });

  test("fewer entries than proxies: the first there is", () => {
    expect(clientAddress(peer("10.0.0.1"), behind(1))).toBe("10.0.0.1");
    expect(clientAddress(peer("10.0.0.1", "203.0.113.9"), behind(3))).toBe("203.0.113.9");
  });

  test.each([
    ["203.0.113.9:51234", "203.0.113.9"],
    ["[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
  ])("an entry with a port: %s", (entry, counted) => {
    expect(clientAddress(peer("10.0.0.1", entry), behind(1))).toBe(counted);
  });
});

test("on Vercel it is the platform's own header", () => {
  const headers = peer("10.0.0.1", "6.6.6.6");
  headers.set("x-vercel-forwarded-for", "203.0.113.9");
  expect(clientAddress(headers, { onVercel: true, trustedProxies: 0 })).toBe("203.0.113.9");
});

test("a client's own header is overwritten with the socket's peer", async () => {
  installPeerAddress();
  installPeerAddress();
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.headers[PEER_HEADER]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const body = await new Promise<string>((resolve, reject) => {
      get(
        { host: "127.0.0.1", port, headers: { "X-Mizual-Peer": "203.0.113.9", "x-mizual-peer": "203.0.113.10" } },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("end", () => resolve(text));
        },
      ).on("error", reject);
    });
    expect(JSON.parse(body)).toBe("127.0.0.1");
  } finally {
    server.close();
  }
});

test("the hash depends on address, salt and secret, and shows none of them", () => {
  const hash = clientHash("192.0.2.7", "salt", "secret");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(clientHash("192.0.2.7", "salt", "secret")).toBe(hash);
  const others = [
    clientHash("192.0.2.8", "salt", "secret"),
    clientHash("192.0.2.7", "tlas", "secret"),
    clientHash("192.0.2.7", "salt", "terces"),
  ];
  expect(new Set([hash, ...others]).size).toBe(4);
});

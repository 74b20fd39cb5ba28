import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { installPeerAddress, PEER_HEADER } from "./peer-address";

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

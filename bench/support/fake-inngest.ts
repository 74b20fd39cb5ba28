import { once } from "node:events";
import http from "node:http";

/** An Inngest that takes every event and runs nothing: what a submit costs without what it starts. */
export async function startFakeInngest(): Promise<{ url: string; stop(): void }> {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ids: ["01J00000000000000000000000"], status: 200 }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const body = z.strictObject({ prompt: z.string().min(1), image: z.base64(), image_type: z.literal("image/jpeg") });

/** A moderation service that forbids what names itself forbidden, and can be told to misbehave. */
export async function startModerationFake(token: string) {
  const seen: z.infer<typeof body>[] = [];
  let trouble = "";
  let forbidsAll = false;
  const judge = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(text);
    if (trouble === "answers 500") return answer(500, '{"allowed": true}');
    if (trouble === "answers nonsense") return answer(200, '{"allowed": "yes"}');
    if (trouble === "answers too much") return answer(200, `{"allowed": true, "why": "${"x".repeat(50_000)}"}`);
    if (trouble === "sends elsewhere") return answer(307, "", { Location: "http://127.0.0.1:9/" });
    if (trouble === "hangs up") return request.socket.destroy();
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, "{}");
    const asked = body.safeParse(JSON.parse(Buffer.concat(parts).toString("utf8")));
    if (!asked.success) return answer(400, "{}");
    seen.push(asked.data);
    return answer(200, JSON.stringify({ allowed: !forbidsAll && !asked.data.prompt.includes("forbidden") }));
  };
  const server = createServer((request, response) => void judge(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/judge`,
    seen,
    make: (next: string) => void (trouble = next),
    forbidAll: () => void (forbidsAll = true),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

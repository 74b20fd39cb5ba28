import { fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import { startServer } from "@/tests/journeys/server";
import { createBenchDatabase } from "./support/bench-database";
import { cpuTime } from "./support/cpu-time";
import { request } from "./support/drive";
import { startFakeInngest } from "./support/fake-inngest";
import { makePhoto } from "./support/photo";
import { median, printRaw, printTable } from "@mizual/engine/bench";

const ROUNDS = 8;

/**
 * P3: one submit of a 12-megapixel JPEG, as multipart and as base64 JSON, until it is acknowledged,
 * against one strict decode, the same encode and one write. Runs are not started.
 */
export async function benchSubmit(): Promise<void> {
  const photo = await makePhoto(4000, 3000);
  const database = await createBenchDatabase();
  const inngest = await startFakeInngest();
  const server = await startServer({
    dataDir: database.dataDir,
    env: { ...database.env, INNGEST_DEV: inngest.url, INNGEST_BASE_URL: inngest.url },
  });
  const floor = fork(path.join(import.meta.dirname, "support/floor-submit.mjs"));
  const agent = new http.Agent({ keepAlive: true });
  const bodies = { multipart: multipart(photo), "base64 JSON": json(photo) };
  const ways = ["floor", "multipart", "base64 JSON"] as const;
  const cpu: Record<(typeof ways)[number], number[]> = { floor: [], multipart: [], "base64 JSON": [] };
  const wall: typeof cpu = { floor: [], multipart: [], "base64 JSON": [] };

  try {
    for (let round = -1; round < ROUNDS; round++) {
      for (const way of ways) {
        const measured = way === "floor" ? await measureFloor() : await measureSubmit(bodies[way]);
        // The first round only warms up.
        if (round < 0) continue;
        cpu[way].push(measured.cpu);
        wall[way].push(measured.ms);
      }
    }
    console.log(`  picture: 4000×3000 JPEG, ${(photo.length / 1e6).toFixed(1)} MB`);
    printTable(
      ["", "CPU ms", "× floor", "wall ms", "× floor"],
      ways.map((way) => [
        way,
        median(cpu[way]),
        median(cpu[way]) / median(cpu.floor),
        median(wall[way]),
        median(wall[way]) / median(wall.floor),
      ]),
    );
    for (const way of ways) printRaw(`CPU ms, ${way}`, cpu[way]);
  } finally {
    floor.kill();
    agent.destroy();
    inngest.stop();
    await server.stop();
    await database.drop();
  }

  async function measureFloor(): Promise<{ cpu: number; ms: number }> {
    floor.send(photo.toString("base64"));
    const [answer] = (await once(floor, "message")) as [{ cpu: number; ms: number }];
    return answer;
  }

  async function measureSubmit(body: { type: string; bytes: Buffer }): Promise<{ cpu: number; ms: number }> {
    const before = cpuTime(server.pid);
    const headers = { "content-type": body.type, "content-length": String(body.bytes.length) };
    const answer = await request(agent, `${server.url}/edit-image/`, { method: "POST", headers, body: body.bytes });
    if (answer.status !== 200) throw new Error(`A submit was answered with ${answer.status}: ${String(answer.body)}`);
    return { cpu: cpuTime(server.pid) - before, ms: answer.ms };
  }
}

function json(photo: Buffer): { type: string; bytes: Buffer } {
  const text = JSON.stringify({ prompt: "make it sharper", image_data: photo.toString("base64") });
  return { type: "application/json", bytes: Buffer.from(text) };
}

function multipart(photo: Buffer): { type: string; bytes: Buffer } {
  const head = `--bench\r\ncontent-disposition: form-data; name="prompt"\r\n\r\nmake it sharper\r\n--bench\r\ncontent-disposition: form-data; name="image"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  return {
    type: "multipart/form-data; boundary=bench",
    bytes: Buffer.concat([Buffer.from(head), photo, Buffer.from("\r\n--bench--\r\n")]),
  };
}

import { fork } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testPicture } from "@/tests/test-picture";
import { ATTACKS } from "./attacks";
import { labClient } from "./client";
import { type ServerFigures, type Stand, startStand } from "./stand";

/** Milliseconds of each kind of request, and what the server's own process had to do meanwhile. */
type Times = { submit: number[]; look: number[]; edit: number[]; health: number[]; server: ServerFigures };

export type Neighbour = { attack: string; alone: Times; beside: Times };

/** Milliseconds for which the other client is watched, by itself and then beside the attack. */
const WATCHED_MS = 30_000;

/** Starts a server with the product's own limits, and measures one client by itself and beside an attack. */
export async function measureNeighbour(attack: string): Promise<Neighbour> {
  if (ATTACKS[attack] === undefined) throw new Error(`There is no attack “${attack}”.`);
  const stand = await startStand("embedded", { env: { RATE_LIMITS: "", IMAGE_EDITOR: "local" } });
  try {
    await stand.start();
    // Once, for what is loaded and compiled by the first of its kind.
    await watch(stand, 1, 3_000);
    const attacker = await startAttacker(attack, stand.url);
    try {
      const alone = await watch(stand, 2, WATCHED_MS);
      attacker.begin();
      const beside = await watch(stand, 4, WATCHED_MS);
      return { attack, alone, beside };
    } finally {
      await attacker.end();
    }
  } finally {
    await stand.close();
  }
}

/** A process that makes what it will send, and has what the machine has left over: what it takes is not the server's doing. */
async function startAttacker(attack: string, url: string): Promise<{ begin(): void; end(): Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, "attack-child.ts"), [attack, url], {
    execArgv: ["--import", "tsx"],
  });
  os.setPriority(child.pid ?? 0, 19);
  await once(child, "message");
  return {
    begin: () => void child.send("begin"),
    end: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** Milliseconds from an edit's row to its end, by the server's clock: a look each second tells seconds alone. */
const ownTime = ({ created_at, completed_at }: Record<string, unknown>): number =>
  Date.parse(String(completed_at)) - Date.parse(String(created_at));

/** A person with small pictures: an edit every six seconds, a look at it each second, and somebody who asks for health. */
async function watch(stand: Stand, nth: number, lastsMs: number): Promise<Times> {
  const found: Omit<Times, "server"> = { submit: [], look: [], edit: [], health: [] };
  const client = labClient(stand.url, nth);
  const picture = new Uint8Array(await testPicture());
  await stand.figures();
  const end = performance.now() + lastsMs;
  const health = async (): Promise<void> => {
    while (performance.now() < end) {
      const { status, invokedAt, returnedAt } = await client.call("GET", "/health");
      found.health.push(status === 200 ? returnedAt - invokedAt : Number.POSITIVE_INFINITY);
      await sleep(250);
    }
  };
  const edits = async (): Promise<void> => {
    while (performance.now() < end) {
      const next = performance.now() + 6_000;
      const form = new FormData();
      form.set("prompt", "make it warmer");
      form.set("image", new Blob([picture]), "picture.jpg");
      const { status, body, invokedAt, returnedAt } = await client.call("POST", "/edit-image/", { form });
      found.submit.push(status === 200 ? returnedAt - invokedAt : Number.POSITIVE_INFINITY);
      while (status === 200) {
        const seen = await client.call("GET", `/edit/${String(body["edit_id"])}`);
        found.look.push(seen.status === 200 ? seen.returnedAt - seen.invokedAt : Number.POSITIVE_INFINITY);
        if (seen.body["is_complete"] === true) found.edit.push(returnedAt - invokedAt + ownTime(seen.body));
        if (seen.body["is_complete"] === true || seen.body["is_error"] === true) break;
        if (performance.now() > end + 60_000) {
          found.edit.push(Number.POSITIVE_INFINITY);
          break;
        }
        await sleep(1_000);
      }
      await sleep(Math.max(0, next - performance.now()));
    }
  };
  await Promise.all([health(), edits()]);
  return { ...found, server: await stand.figures() };
}

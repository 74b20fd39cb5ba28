import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/tests/journeys/server";
import { request } from "./support/drive";
import { makePhoto } from "./support/photo";
import { printConditions } from "./support/report";
import { printTable, quantile } from "@mizual/engine/bench";

// `npm run load`: submit, poll, follow-up, feedback by more and more people at once, on a server of
// its own or the one that BASE_URL names; only on this machine. LOAD_SECONDS bounds each level,
// LOAD_USERS names the levels, and no level makes more than 500 edits.
const LEVELS = (process.env["LOAD_USERS"] ?? "1,2,4,8,16").split(",").map(Number);
const SECONDS = Number(process.env["LOAD_SECONDS"] ?? 15);
const EDITS_PER_LEVEL = 500;
/** An edit that is not done after this long counts as an error. */
const PATIENCE_MS = 60_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

type Operation = "submit" | "poll" | "follow-up" | "feedback" | "edit, start to end";
type Tally = { times: Map<Operation, number[]>; errors: Map<string, number>; edits: number };

const given = process.env["BASE_URL"];
if (given !== undefined && !LOOPBACK.has(new URL(given).hostname)) {
  console.error("Load is only put on this machine: BASE_URL must name localhost.");
  process.exit(1);
}
const server = given === undefined ? await startServer() : null;
const base = (server?.url ?? given ?? "").replace(/\/$/, "");
const photo = (await makePhoto(1600, 1200)).toString("base64");

try {
  printConditions();
  for (const users of LEVELS) await level(users);
} finally {
  await server?.discard();
}

async function level(users: number): Promise<void> {
  const tally: Tally = { times: new Map(), errors: new Map(), edits: 0 };
  const until = performance.now() + SECONDS * 1000;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: users }, async () => {
      const agent = new http.Agent({ keepAlive: true });
      while (performance.now() < until && tally.edits < EDITS_PER_LEVEL) await session(agent, tally);
      agent.destroy();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `\n${users} at once: ${tally.edits} edits in ${seconds.toFixed(1)} s, ${(tally.edits / seconds).toFixed(2)}/s`,
  );
  printTable(
    ["", "count", "p50 ms", "p95 ms", "p99 ms"],
    [...tally.times].map(([operation, times]) => [
      operation,
      String(times.length),
      quantile(times, 0.5),
      quantile(times, 0.95),
      quantile(times, 0.99),
    ]),
  );
  const errors = [...tally.errors].map(([what, count]) => `${count} × ${what}`);
  console.log(`  errors: ${errors.length === 0 ? "none" : errors.join(", ")}`);
}

/** One person: an edit, a follow-up, thumbs up. Ends at the first error, which is counted. */
async function session(agent: http.Agent, tally: Tally): Promise<void> {
  const first = await edit("submit", { prompt: "make it a little brighter", image_data: photo });
  if (first === null) return;
  const second = await edit("follow-up", { prompt: "now make it warmer", parent_edit_uuid: first });
  if (second === null) return;
  await call("feedback", "POST", "/feedback/", { edit_uuid: second, rating: 1 });

  async function edit(operation: "submit" | "follow-up", body: object): Promise<string | null> {
    tally.edits += 1;
    const start = performance.now();
    const accepted = await call(operation, "POST", "/edit-image/", body);
    if (accepted === null) return null;
    const { edit_id: id } = accepted as { edit_id: string };
    while (performance.now() - start < PATIENCE_MS) {
      const view = await call("poll", "GET", `/edit/${id}`);
      if (view === null) return null;
      const { status, error_code: code } = view as { status: string; error_code: string | null };
      if (status === "completed") {
        note("edit, start to end", performance.now() - start);
        return id;
      }
      if (code !== null) return failed(`edit ended with ${code}`);
      await sleep(250);
    }
    return failed("edit not done in time");
  }

  async function call(operation: Operation, method: string, path: string, body?: object): Promise<unknown> {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const answer = await request(agent, base + path, {
      method,
      ...(bytes === undefined
        ? {}
        : { headers: { "content-type": "application/json", "content-length": String(bytes.length) }, body: bytes }),
    }).catch(() => null);
    if (answer === null) return failed(`${operation}: no answer`);
    if (answer.status < 200 || answer.status > 299) return failed(`${operation}: ${answer.status}`);
    note(operation, answer.ms);
    return JSON.parse(answer.body.toString());
  }

  function note(operation: Operation, ms: number): void {
    const times = tally.times.get(operation);
    if (times === undefined) tally.times.set(operation, [ms]);
    else times.push(ms);
  }

  function failed(what: string): null {
    tally.errors.set(what, (tally.errors.get(what) ?? 0) + 1);
    return null;
  }
}

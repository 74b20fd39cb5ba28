import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChronicle, type Wish } from "@/tests/faults/chronicle";
import { labClient } from "@/tests/faults/client";
import { nameOfPoint } from "@/tests/faults/gates";
import { judge, settle } from "@/tests/faults/judge";
import { pointsOfOneEdit, sweepKills } from "@/tests/faults/kill-sweep";
import { FAULTS, heal } from "@/tests/faults/nemesis";
import { playHistories } from "@/tests/faults/play-histories";
import { servicesMissing, type Stand, startStand } from "@/tests/faults/stand";
import { IS_SAMPLE } from "@/tests/sample";
import { testPicture } from "@/tests/test-picture";

// The lab (`npm run faults`): of a sample a few seconds of each kind, else all of it.
const HISTORIES = IS_SAMPLE ? 2 : 200;
const FIRST_SEED = 1;
const HOUR_MS = 3_600_000;

/** Of the points of a sample: where money is written down, sent, answered and kept. */
const SAMPLE = /insert into edits|flux POST|set provider_id|a result|insert into parked/;

// Minutes even as a sample, so it is asked for: FAULTS=1.
const reason = process.env["FAULTS"] === "1" ? servicesMissing() : "needs FAULTS=1";

describe.skipIf(reason !== null)(`faults${reason === null ? "" : ` (${reason})`}`, () => {
  let stand: Stand;
  let wish: Wish;

  beforeAll(async () => {
    stand = await startStand("hosted");
    wish = { picture: await testPicture(), enhance: "off", editor: "flux" };
    await stand.start();
  });
  afterAll(() => stand?.close());

  test(
    "a key sent again while the server starts is the same edit, and is paid for once",
    { timeout: 120_000 },
    async () => {
      const chronicle = createChronicle(stand.secrets);
      const client = labClient(stand.url, 1, (reply) => reply.status !== 0 && chronicle.record(reply));
      const edit = await chronicle.submit(client, 1, wish);
      expect(edit.id).not.toBeNull();
      await stand.stop("SIGKILL");
      const starting = stand.start();
      let answers = 0;
      const end = performance.now() + 60_000;
      while (answers < 5 && performance.now() < end) {
        const before = chronicle.replies.length;
        await chronicle.submit(client, 1, wish, edit);
        if (chronicle.replies.length > before) answers += 1;
        await sleep(20);
      }
      await starting;
      expect(answers).toBe(5);
      await settle(stand, chronicle);
      expect(await judge(stand, chronicle)).toEqual([]);
    },
  );

  test("rows that stay locked are 503 for whom they concern, and nobody else waits", { timeout: 120_000 }, async () => {
    const chronicle = createChronicle(stand.secrets);
    const client = labClient(stand.url, 2, chronicle.record);
    const edit = await chronicle.submit(client, 2, wish);
    await settle(stand, chronicle);
    const locked = FAULTS["rows locked"](stand, 5_000);
    await sleep(200);
    const replies = await Promise.all([
      client.call("GET", `/edit/${edit.id}`),
      client.call("GET", "/health"),
      client.call("DELETE", `/edit/${edit.id}`, { headers: { Authorization: `Bearer ${edit.token}` } }),
      client.call("GET", `/edit/${randomUUID()}`),
    ]);
    await locked;
    expect(replies.map(({ status }) => status)).toEqual([200, 200, expect.toBeOneOf([204, 503]), 404]);
    await heal(stand);
    expect(chronicle.violations).toEqual([]);
  });

  test(
    "SIGTERM under way loses nothing and answers nobody with an error of its own",
    { timeout: HOUR_MS },
    async () => {
      const points = await pointsOfOneEdit(stand);
      const few = points.filter((_, index) => index % Math.floor(points.length / (IS_SAMPLE ? 3 : 20)) === 5);
      const { violations } = await sweepKills(stand, few, { signal: "SIGTERM", isHurried: true });
      expect(violations).toEqual([]);
    },
  );

  test("SIGKILL at the points of an edit loses nothing and pays nothing twice", { timeout: HOUR_MS }, async () => {
    const points = await pointsOfOneEdit(stand);
    const chosen = points.filter((point) => !IS_SAMPLE || SAMPLE.test(nameOfPoint(point)));
    const { killed, violations } = await sweepKills(stand, chosen, { isHurried: true });
    process.stdout.write(`${killed} of ${chosen.length} points, of ${points.length}\n`);
    expect(killed).toBeGreaterThan(chosen.length * 0.9);
    expect(violations).toEqual([]);
  });
});

describe.skipIf(reason !== null)("histories", () => {
  test(`${HISTORIES} of random faults, from seed ${FIRST_SEED} on`, { timeout: 4 * HOUR_MS }, async () => {
    const { failed, left, runs } = await playHistories({ runs: HISTORIES, seed: FIRST_SEED });
    expect(failed.map(({ seed, outcome }) => ({ seed, violations: outcome.violations }))).toEqual([]);
    expect(left).toEqual([]);
    expect(runs).toBe(HISTORIES);
  });
});

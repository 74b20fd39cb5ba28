import { sql } from "kysely";
import { expect, it } from "vitest";
import { openDatabase } from "@/db/client";
import { createBlobStore } from "@/lib/blob";
import { parseEnv } from "@/lib/config/env";
import { createChildEnvironment } from "./child-environment";
import { testServerUrl } from "./database-server";
import { BFL_FAKE_KEY, startBflFake } from "./fakes/bfl";
import type { FakeServer } from "./fakes/fake-server";
import { GEMINI_FAKE_KEY, startGeminiFake } from "./fakes/gemini";
import { expectBalancedLedger } from "./ledger";
import { type Child, runChild } from "./run-child";
import { IS_SAMPLE } from "./sample";

type Subject = {
  start: () => Promise<FakeServer>;
  variables: (url: string) => Record<string, string>;
  /** Path of the call that costs money. */
  submit: string;
  /** Where a death leaves an edit of which nobody knows whether it is paid for, or that is paid for and lost. */
  fails: Readonly<Record<string, string>>;
};

const SUBJECTS: Readonly<Record<string, Subject>> = {
  "that answers at once": {
    start: () => startGeminiFake(),
    variables: (url) => ({ GEMINI_API_KEY: GEMINI_FAKE_KEY, GEMINI_BASE_URL: url }),
    submit: "/v1beta/models/gemini-nano-banana-2.1:generateContent",
    fails: {
      "before submit": "SUBMIT_UNCERTAIN",
      "in the submit": "SUBMIT_UNCERTAIN",
      "after submit": "SUBMIT_UNCERTAIN",
      "after UpdateQuery edit_attempts, after submit": "PROVIDER_BAD_RESULT",
    },
  },
  "that is polled": {
    start: () => startBflFake(),
    variables: (url) => ({ BFL_API_KEY: BFL_FAKE_KEY, BFL_BASE_URL: url }),
    submit: "/v1/flux-2-pro",
    fails: {
      "before submit": "SUBMIT_UNCERTAIN",
      "in the submit": "SUBMIT_UNCERTAIN",
      "after submit": "SUBMIT_UNCERTAIN",
    },
  },
};

type Boundary = { at: number; name: string };

/**
 * The boundaries worth dying at: where something was written, sent or stored, and where a transaction
 * has just been committed. Between the others nothing changes.
 */
function boundariesIn(output: string): Boundary[] {
  const all = [...output.matchAll(/^(\d+) (.+)$/gm)].map(([, at, name]) => ({ at: Number(at), name: name ?? "" }));
  const named = all.map(({ at, name }, index) => {
    const before = all[index - 1]?.name ?? "";
    const after = all[index - 2]?.name === "after submit" && name.startsWith("after") ? ", after submit" : "";
    const kept =
      /^after (?:InsertQuery|UpdateQuery|DeleteQuery|storing|submit|fetch)|^before submit/.test(name) ||
      before.startsWith("after DeleteQuery");
    return { at, name: `${name}${after}`, kept };
  });
  return named.filter(({ kept }) => kept);
}

/** All of them; of a sample those at which an edit is known to fail, and every eighth of the others. */
const chosen = (boundaries: Boundary[], { fails }: Subject): Boundary[] =>
  boundaries.filter(({ name }, index) => !IS_SAMPLE || name in fails || index % 8 === 0);

async function setUp({ start, variables }: Subject) {
  const { variables: common, drop } = await createChildEnvironment();
  const fake = await start();
  const env = {
    ...common,
    SPEND_CAP_USD: "off",
    SPEND_CAP_USD_PER_CLIENT: "off",
    ...variables(fake.url),
  };
  const { db, close } = await openDatabase(parseEnv(env));
  return {
    env,
    fake,
    db,
    blobs: createBlobStore(parseEnv(env)),
    worker: (...args: string[]): Child => runChild("tests/paid-edit-worker.ts", args, env),
    tearDown: async () => {
      await close();
      await fake.close();
      await drop();
    },
  };
}

// Beside each other, for both wait more than they work.
it.each(Object.keys(SUBJECTS))(
  "SIGKILL anywhere in the edit stage pays an editor %s once at most, and loses no picture that could be kept",
  { timeout: 600_000, concurrent: true, skip: testServerUrl() === null },
  async (name) => {
    const subject = SUBJECTS[name];
    if (subject === undefined) throw new Error(`${name} is unknown`);
    const { fake, db, blobs, worker, tearDown } = await setUp(subject);
    const submits = (words: string): number =>
      fake.requests.filter(({ path, body }) => path === subject.submit && body.includes(`"${words}"`)).length;
    /** Until all are taken up at the end, nobody goes on with an edit whose process died. */
    const setAside = () => sql`update preview.runner_jobs set due_at = now() + interval '1 hour'`.execute(db);
    const died: { editId: string; name: string; words: string }[] = [];

    try {
      expect((await worker("migrate").ended).code).toBe(0);
      const whole = await worker("submit", "whole").ended;
      expect(whole.output, whole.errors).toMatch(/^ended$/m);
      expect(submits("whole")).toBe(1);

      for (const { at, name } of chosen(boundariesIn(whole.output), subject)) {
        const words = `make it warmer, boundary ${at}`;
        const { code, output, errors } = await worker("submit", words, String(at)).ended;
        expect(code, `${name}: ${errors}`).toBeNull();
        died.push({ editId: /^edit (.+)$/m.exec(output)?.[1] ?? "", name, words });
        await setAside();
      }
      const words = "make it warmer, in flight";
      const child = worker("submit", words);
      fake.fail({
        kind: "delay",
        milliseconds: 1,
        when: ({ path }) => path === subject.submit && process.kill(child.pid, "SIGKILL"),
      });
      const { output } = await child.ended;
      died.push({ editId: /^edit (.+)$/m.exec(output)?.[1] ?? "", name: "in the submit", words });

      // Long ago: no answer to a submit can come any more, and nobody works on anything.
      const ago = sql`interval '200 seconds'`;
      await sql`update preview.edit_attempts set sent_at = sent_at - ${ago}`.execute(db);
      await sql`update preview.spend_reservations set created_at = created_at - ${ago}`.execute(db);
      await sql`update preview.runner_jobs set due_at = now(), lease_until = now()`.execute(db);
      const drained = await worker("drain").ended;
      expect(drained.code, drained.errors).toBe(0);

      const ends: Record<string, string> = {};
      for (const { editId, name, words } of died) {
        const edit = await db.selectFrom("edits").selectAll().where("id", "=", editId).executeTakeFirstOrThrow();
        expect(submits(words), name).toBeLessThanOrEqual(1);
        if (edit.status === "completed") {
          expect(submits(words), name).toBe(1);
          expect(await blobs.head(edit.resultKey ?? ""), name).toMatchObject({ size: edit.resultSize });
          expect(edit.charge, name).toBe("made");
        } else {
          ends[name] = edit.errorCode ?? edit.status;
          expect(edit.charge, name).not.toBe("none");
        }
      }
      expect(ends).toEqual(subject.fails);

      await expectBalancedLedger({ services: { db } } as Parameters<typeof expectBalancedLedger>[0]);
      const [spend] = await db.selectFrom("spend").select("usd").where("scope", "=", "").execute();
      const price = Number((await db.selectFrom("spendReservations").select("priceUsd").executeTakeFirst())?.priceUsd);
      expect(Number(spend?.usd)).toBeGreaterThanOrEqual(price * 0.9 * (died.length + 1));
      for (const table of ["parkedResults", "blobIntents"] as const)
        expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
      const open = db.selectFrom("editAttempts").select("id").where("outcome", "is", null);
      expect(await open.execute()).toEqual([]);
    } finally {
      await tearDown();
    }
  },
);

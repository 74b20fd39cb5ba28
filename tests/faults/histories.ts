import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { testPicture } from "@/tests/test-picture";
import { type Chronicle, createChronicle, type KnownEdit, type Violation } from "./chronicle";
import { type LabClient, labClient } from "./client";
import { judge, settle } from "./judge";
import { letTimePass } from "./judge-store";
import { FAULT_NAMES, FAULTS, type FaultName, heal } from "./nemesis";
import type { Stand } from "./stand";

const OPERATIONS = [
  "submit",
  "look",
  "follow up",
  "rate",
  "cancel",
  "delete",
  "repeat",
  "reuse the key",
  "list",
] as const;

/** What happens, in the order of its times; data, so that it can be made smaller. */
export type History = {
  clients: number;
  steps: Array<{ atMs: number; client: number; operation: (typeof OPERATIONS)[number]; choice: number }>;
  faults: Array<{ atMs: number; fault: FaultName; lastsMs: number }>;
};

export type HistoryOutcome = {
  violations: Violation[];
  operations: number;
  edits: number;
  paid: number;
  settleMs: number;
};

/** Milliseconds in which everything is begun. */
const LENGTH_MS = 8_000;

/** Histories of 5 to 20 clients. Smaller ones have fewer steps and faults. */
export function histories(faults: readonly FaultName[] = FAULT_NAMES): fc.Arbitrary<History> {
  const time = fc.integer({ min: 0, max: LENGTH_MS });
  // More edits than anything that can be done to one.
  const operation = fc.constantFrom(
    "submit" as const,
    "submit" as const,
    "submit" as const,
    "look" as const,
    ...OPERATIONS,
  );
  return fc.record({
    clients: fc.integer({ min: 5, max: 20 }),
    steps: fc.array(fc.record({ atMs: time, client: fc.nat(19), operation, choice: fc.nat(99) }), {
      minLength: 10,
      maxLength: 60,
      size: "max",
    }),
    faults: fc.array(
      fc.record({ atMs: time, fault: fc.constantFrom(...faults), lastsMs: fc.integer({ min: 300, max: 5_000 }) }),
      { minLength: 1, maxLength: 5, size: "max" },
    ),
  });
}

/** Lets a history happen, heals what it broke, waits until all is over, and judges. */
export async function play(stand: Stand, history: History): Promise<HistoryOutcome> {
  const chronicle = createChronicle(stand.secrets);
  const picture = await testPicture();
  await heal(stand);
  const paidBefore = stand.fakes.bfl.paidTasks().length;
  const begun: Array<Promise<unknown>> = [];
  // One after the other, as two that stop one process would wait for each other.
  let turn: Promise<void> = Promise.resolve();
  const fault = async ({ fault, lastsMs }: History["faults"][number]): Promise<void> => {
    turn = turn.then(() => FAULTS[fault](stand, lastsMs)).catch(() => {});
    await turn;
  };
  const happenings = [
    ...history.steps.map((step) => ({
      atMs: step.atMs,
      begin: () => carryOut(stand, chronicle, picture, history, step),
    })),
    ...history.faults.map((each) => ({ atMs: each.atMs, begin: () => fault(each) })),
  ].toSorted((a, b) => a.atMs - b.atMs);
  const start = performance.now();
  for (const { atMs, begin } of happenings) {
    await sleep(Math.max(0, atMs - (performance.now() - start)));
    begun.push(begin());
  }
  await Promise.all(begun);
  await heal(stand);
  // Whoever lost an answer asks again under its key; some give up.
  for (const [index, edit] of chronicle.edits.filter(({ id }) => id === null).entries())
    if (index % 2 === 0)
      await chronicle.submit(clientOf(stand, chronicle, edit.client), edit.client, wishOf(picture, edit), edit);

  let { tookMs } = await settle(stand, { ...chronicle, violations: [] }, 20_000);
  if (tookMs >= 20_000 && stand.db !== null) await letTimePass(stand.db);
  if (tookMs >= 20_000) tookMs += (await settle(stand, chronicle)).tookMs;
  await judge(stand, chronicle);
  return {
    violations: chronicle.violations,
    operations: chronicle.replies.length,
    edits: chronicle.edits.filter(({ id }) => id !== null).length,
    paid: stand.fakes.bfl.paidTasks().length - paidBefore,
    settleMs: tookMs,
  };
}

const clientOf = (stand: Stand, chronicle: Chronicle, nth: number): LabClient =>
  labClient(stand.url, nth + 1, (reply) => {
    if (reply.status !== 0) chronicle.record(reply);
  });

/** By its client, so that a repeat says the same: two of three go to FLUX, the others to the engine. */
const wishOf = (picture: Uint8Array, { client, mark }: Pick<KnownEdit, "client" | "mark">) =>
  client % 3 === 2
    ? ({ picture, enhance: "auto", editor: "local", words: "make it warmer" } as const)
    : ({
        picture,
        enhance: client % 3 === 0 ? "auto" : "off",
        editor: "flux",
        words: `make it warmer ${mark}`,
      } as const);

/** Does one step of a history, and notes what comes of it. */
export async function carryOut(
  stand: Stand,
  chronicle: Chronicle,
  picture: Uint8Array,
  history: History,
  { client: drawn, operation, choice }: History["steps"][number],
): Promise<void> {
  const nth = drawn % history.clients;
  const client = clientOf(stand, chronicle, nth);
  if (operation === "submit") {
    const edit = chronicle.begin(nth, null);
    await chronicle.submit(client, nth, wishOf(picture, edit), edit);
    return;
  }
  const edits = chronicle.edits;
  const edit = edits[choice % Math.max(1, edits.length)];
  if (edit === undefined) return;
  if (operation === "repeat") {
    const owner = clientOf(stand, chronicle, edit.client);
    if (edit.parent === null) await chronicle.submit(owner, edit.client, wishOf(picture, edit), edit);
    return;
  }
  if (edit.id === null) return;
  const maker = { headers: { Authorization: `Bearer ${edit.token}` } };
  switch (operation) {
    case "look":
      await chronicle.look(client, edit);
      return;
    case "list":
      await client.call("GET", `/chain/${edit.id}`);
      return;
    case "follow up": {
      const next = chronicle.begin(nth, edit.id);
      await chronicle.submit(client, nth, { ...wishOf(picture, next), parent: edit }, next);
      return;
    }
    case "rate": {
      const json = { edit_uuid: edit.id, rating: 1 };
      const { status } = await client.call("POST", "/feedback/", { json });
      if (status >= 200 && status < 300) edit.feedbackTaken += 1;
      return;
    }
    case "cancel": {
      edit.mayBeCanceled = true;
      await client.call("POST", `/edit/${edit.id}/cancel`, maker);
      return;
    }
    case "delete": {
      // From now on it may be gone; once that is answered, it must be.
      edit.mayBeDeleted = true;
      // One that runs is canceled first.
      edit.mayBeCanceled = true;
      const { status } = await client.call("DELETE", `/edit/${edit.id}`, maker);
      if (status === 204) edit.isDeleted = true;
      return;
    }
    case "reuse the key": {
      const form = new FormData();
      form.set("prompt", "make it colder");
      form.set("image", new Blob([new Uint8Array(picture)]), "picture.jpg");
      const owner = clientOf(stand, chronicle, edit.client);
      const { status, text } = await owner.call("POST", "/edit-image/", {
        form,
        headers: { "Idempotency-Key": edit.key },
      });
      // With an edit that was deleted its key is forgotten.
      if (status === 200 && !edit.mayBeDeleted)
        chronicle.violations.push({ invariant: "I6", mark: edit.mark, what: `other words under its key: ${text}` });
      return;
    }
    default:
      return;
  }
}

import { RUNNER_MUTATIONS } from "./runner-mutations";

/** A guard against a race or a crash, how the product would be without it, and the test that must then fail. */
export type Mutation = {
  guard: string;
  file: string;
  /** The guard as it stands in the file, once. */
  text: string;
  /** What stands in its place. */
  instead: string;
  /** A test by its file and words of its title. */
  test: readonly [file: string, title: string];
};

const EDITS = "lib/edits";
const IMAGE = `${EDITS}/stages/image`;

/** The guards that money, pictures and states rest on. Its test holds that each stands where this table says. */
export const MUTATIONS: readonly Mutation[] = [
  {
    guard: "an attempt is marked as sent before it is",
    file: `${IMAGE}/queue.ts`,
    text: "    await markSent(tx, attempt.id);\n",
    instead: "",
    test: [`${EDITS}/run.integration.test.ts`, "never submits again when the process died"],
  },
  {
    guard: "an attempt that was sent without an answer is not sent again",
    file: `${IMAGE}/submit.ts`,
    text: "if (attempt.sentAt !== null && !editor.free) return recoverSubmitted(context, open, isFirstLook);",
    instead: "void [recoverSubmitted, isFirstLook];",
    test: [`${IMAGE}/submit.integration.test.ts`, "is uncertain once no answer can come any more"],
  },
  {
    guard: "no attempt is opened of an edit that is over",
    file: "db/queries/attempts.ts",
    text: '.where("id", "=", attempt.editId)\n        .where("status", "in", UNFINISHED_STATUSES)',
    instead: '.where("id", "=", attempt.editId)',
    test: [`${EDITS}/edit-races.integration.test.ts`, "just before the attempt is opened leaves none that is open"],
  },
  {
    guard: "who takes a slot looks whether the same step sent it meanwhile",
    file: `${IMAGE}/queue.ts`,
    text: 'if (now?.id !== attempt.id || (now.sentAt !== null && !editor.free)) return { state: "sent" };',
    instead: "void now;",
    test: [`${IMAGE}/submit.integration.test.ts`, "sends once, although both found it unsent"],
  },
  {
    guard: "slots are taken one after the other",
    file: `${IMAGE}/queue.ts`,
    text: "if (editor.maxActive !== null) await lockSlots(tx, services.env.schema, editor.id);",
    instead: "void [lockSlots, services.env.schema];",
    test: [`${IMAGE}/slots.integration.test.ts`, "is taken once, by however many ask in the same instant"],
  },
  {
    guard: "a provider that is full is sent nothing",
    file: `${IMAGE}/queue.ts`,
    text: 'if (seconds > 0) return { state: "full", seconds };',
    instead: "void seconds;",
    test: [`${IMAGE}/slots.integration.test.ts`, "is taken once, by however many ask in the same instant"],
  },
  {
    guard: "a paid submit is reserved when it is sent",
    file: `${IMAGE}/queue.ts`,
    text: "    await reserveForSubmit(tx, services, edit, editor);\n",
    instead: "",
    test: ["lib/spend/reservations.integration.test.ts", "is not sent by a replay when the budget is used up"],
  },
  {
    guard: "a cap holds in the statement that counts",
    file: "db/queries/spend.ts",
    text: 'return capUsd === null ? again : again.where(sql<string>`spend.usd + excluded.usd`, "<=", dollars(capUsd));',
    instead: "return again;",
    test: ["lib/spend/caps.integration.test.ts", "lets exactly five of fifty clients through"],
  },
  {
    guard: "where a paid task lies is written down over an outage",
    file: `${IMAGE}/submit.ts`,
    text: "await retryWithBackoff(() => markAccepted(db, attempt.id, task), OUTAGE);",
    instead: "await markAccepted(db, attempt.id, task);",
    test: [`${IMAGE}/submit.integration.test.ts`, "writes down what it paid for although the database is gone"],
  },
  {
    guard: "paid bytes are parked before they are judged",
    file: `${IMAGE}/store.ts`,
    text: "const isParked = mayPark && (await succeeds(services, park(PARK)));",
    instead: "const isParked = false; void [succeeds, PARK];",
    test: [`${IMAGE}/paid-results.integration.test.ts`, "is parked before anything judges it"],
  },
  {
    guard: "a picture that came for an edit which is over is taken away again",
    file: `${IMAGE}/store.ts`,
    text: "  await discardPictures(services, editId, [resultKey]);\n",
    instead: "",
    test: [
      `${EDITS}/run.integration.test.ts`,
      "ends without a trace where the person ends it while a picture is stored",
    ],
  },
  {
    guard: "keys of a deleted edit that may still be written stay with the sweeper",
    file: `${EDITS}/delete.ts`,
    text: 'if (edit.status === "completed") await removeBlobIntents',
    instead: "await removeBlobIntents",
    test: [`${EDITS}/edit-races.integration.test.ts`, "leaves its pictures' names to the sweeper"],
  },
  {
    guard: "deletions in one chain go one after the other",
    file: `${EDITS}/delete.ts`,
    text: "    await lockChain(tx, edit.rootId);\n",
    instead: "",
    test: [`${EDITS}/source.integration.test.ts`, "of two that are deleted at once leaves nothing"],
  },
  {
    guard: "a picture is noted before it is stored",
    file: `${EDITS}/request.ts`,
    text: "  await addBlobIntents(services.db, ownKeys);\n",
    instead: "",
    test: [`${EDITS}/sweep.integration.test.ts`, "deletes pictures whose request died before its row was written"],
  },
  {
    guard: "an edit is accepted with its outbox mark",
    file: `${EDITS}/request.ts`,
    text: "  await insertOutboxMark(tx, editId, currentTrace());\n",
    instead: "  void [insertOutboxMark, currentTrace];\n",
    test: [`${EDITS}/request.integration.test.ts`, "keeps the dispatch due when the runner does not take the event"],
  },
  {
    guard: "an event that is sent again has another number",
    file: "db/queries/outbox.ts",
    text: "      dispatch: sql<number>`dispatch + 1`,\n      dueAt: sql<Date>`now() + make_interval",
    instead: "      dueAt: sql<Date>`now() + make_interval",
    test: [`${EDITS}/sweep.integration.test.ts`, "sends again what the runner did not take, under a new number"],
  },
  {
    guard: "submits of one client go one after the other",
    file: `${EDITS}/request.ts`,
    text: "  await lockClient(tx, services.env.schema, client.hash);\n",
    instead: "  void lockClient;\n",
    test: [`${EDITS}/admission.integration.test.ts`, "are no more of one browser than it may ask for in two minutes"],
  },
  {
    guard: "an idempotency key that is taken makes no second edit",
    file: `${EDITS}/idempotency.ts`,
    text: "if (!(await takeIdempotencyKey(tx, scopes, { ...keyed, editId }))) throw new Repeated();",
    instead: "await takeIdempotencyKey(tx, scopes, { ...keyed, editId });",
    test: [`${EDITS}/request.integration.test.ts`, "answers 20 simultaneous equal submits with one edit"],
  },
  {
    guard: "retries of one edit go one after the other",
    file: "db/queries/retries.ts",
    text: "  await takeTurn(db, `retry:${first}`);\n",
    instead: "",
    test: [`${EDITS}/replay.integration.test.ts`, "make one edit, which is what all are answered"],
  },
  {
    guard: "a chain has five edits",
    file: `${EDITS}/source.ts`,
    text: 'if (parent.chainPosition >= MAX_CHAIN_LENGTH) throw new AppError("CHAIN_LIMIT_REACHED");',
    instead: "void MAX_CHAIN_LENGTH;",
    test: [`${EDITS}/request.integration.test.ts`, "keeps 20 simultaneous follow-ups of a fourth edit"],
  },
  {
    guard: "an edit moves on by its own run alone",
    file: "db/queries/edit-runs.ts",
    text: '    .where("runId", "=", at.runId)\n    .where("status", "=", at.from)\n',
    instead: '    .where("status", "=", at.from)\n',
    test: [`${EDITS}/run.integration.test.ts`, "keeps a zombie from moving on what a new run is at work on"],
  },
  {
    guard: "an edit moves on from the state that it is in",
    file: "db/queries/edit-runs.ts",
    text: '    .where("runId", "=", at.runId)\n    .where("status", "=", at.from)\n',
    instead: '    .where("runId", "=", at.runId)\n',
    test: [
      `${EDITS}/run.integration.test.ts`,
      "ends without a trace where the person ends it while a picture is stored",
    ],
  },
  {
    guard: "an end is kept from whoever ends or sends an edit next",
    file: "db/queries/edit-runs.ts",
    text: '    .where("status", "in", UNFINISHED_STATUSES)\n    .forNoKeyUpdate();',
    instead: "    .forNoKeyUpdate();",
    test: ["tests/http-edit.integration.test.ts", "too late"],
  },
  {
    guard: "an edit is another run's only once its own shows no life",
    file: "db/queries/edit-runs.ts",
    text: 'where("heartbeatAt", "<", sql<Date>`now() - make_interval(secs => ${stale})`),',
    instead: "sql<boolean>`true or ${stale} > 0`,",
    test: [`${EDITS}/run.integration.test.ts`, "another run takes over once the first shows no life"],
  },
  {
    guard: "a failed edit is replayed by the event of its last claim alone",
    file: "db/queries/edit-runs.ts",
    text: '          where("dispatch", "=", claim.dispatch),\n',
    instead: "",
    test: [`${EDITS}/edit-races.integration.test.ts`, "does not replay a failed edit by coming late"],
  },
  {
    guard: "an end that may have been paid for is replayed by name alone",
    file: "db/queries/edit-runs.ts",
    text: 'where("errorCode", "not in", ONLY_BY_NAME),',
    instead: "sql<boolean>`true or error_code = ${ONLY_BY_NAME[0]}`,",
    test: [`${EDITS}/replay.integration.test.ts`, "does nothing with others and is no success"],
  },
  {
    guard: "an edit is its maker's",
    file: `${EDITS}/credentials.ts`,
    text: "const isOwner = ownerHash !== null && credentials.ownerHash !== null && equals(ownerHash, credentials.ownerHash);",
    instead: "const isOwner = ownerHash !== null && credentials.ownerHash !== null;",
    test: ["tests/http-owner.integration.test.ts", "who has the link takes nobody's place"],
  },
  {
    guard: "an upload is used once",
    file: "db/queries/uploads.ts",
    text: '    .set({ usedAt: sql<Date>`now()` })\n    .where("id", "=", id)\n    .where("usedAt", "is", null)\n',
    instead: '    .set({ usedAt: sql<Date>`now()` })\n    .where("id", "=", id)\n',
    test: ["db/queries/uploads.integration.test.ts", "is announced, received once and used once"],
  },
  {
    guard: "an edit is rated once",
    file: "db/queries/feedback.ts",
    text: '    .onConflict((conflict) => conflict.column("editId").doNothing())\n',
    instead: "",
    test: ["db/queries/feedback.integration.test.ts", "is stored once of twenty at the same time"],
  },
  ...RUNNER_MUTATIONS,
];

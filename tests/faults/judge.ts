import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import sharp from "sharp";
import type { Db } from "@/db/client";
import { RUN_ERROR_CODES } from "@/lib/errors";
import { isFinal, MAX_CHAIN_LENGTH, UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Chronicle, KnownEdit, Violation } from "./chronicle";
import { type LabClient, labClient } from "./client";
import { judgeStore, untilSwept } from "./judge-store";
import type { Stand } from "./stand";

/** Milliseconds within which an edit has to be over once all is well again: what is uncertain waits 150 s by design. */
const QUIET_MS = 240_000;

/**
 * Waits until all edits that were accepted are over, those too of which nobody heard that they were.
 * @returns milliseconds that took.
 */
export async function settle(stand: Stand, chronicle: Chronicle, patienceMs = QUIET_MS): Promise<{ tookMs: number }> {
  const start = performance.now();
  const open = new Set(chronicle.edits.filter(({ id, isDeleted }) => id !== null && !isDeleted));
  let unheard = 1;
  while (open.size + unheard > 0 && performance.now() - start < patienceMs) {
    for (const edit of open) {
      const client = clientFor(stand, chronicle, edit);
      const status = await chronicle.look(client, edit);
      if ((status !== null && isFinal(status)) || edit.isDeleted) open.delete(edit);
    }
    unheard = stand.db === null ? 0 : await countUnfinished(stand.db);
    if (open.size + unheard > 0) await sleep(400);
  }
  for (const { mark, id, seen } of open)
    chronicle.violations.push({
      invariant: "I1",
      mark,
      what: `${id ?? ""} is ${seen.at(-1)?.status ?? "unseen"} ${patienceMs / 1000} s after all is well`,
    });
  return { tookMs: performance.now() - start };
}

async function countUnfinished(db: Db): Promise<number> {
  const rows = await db
    .selectFrom("edits")
    .select("id")
    .where("status", "in", UNFINISHED_STATUSES)
    .where("deletedAt", "is", null)
    .execute();
  return rows.length;
}

const clientFor = (stand: Stand, chronicle: Chronicle, { client }: KnownEdit): LabClient =>
  labClient(stand.url, client, chronicle.record);

/** Judges all of a chronicle once all is quiet, by I1–I10. What it finds is added to the chronicle's violations. */
export async function judge(stand: Stand, chronicle: Chronicle): Promise<Violation[]> {
  if (stand.db !== null) chronicle.violations.push(...(await untilSwept(stand.db)));
  for (const edit of chronicle.edits) await judgeEdit(stand, chronicle, edit);
  if (stand.db !== null) chronicle.violations.push(...(await judgeRows(stand, stand.db, chronicle)));
  return chronicle.violations;
}

/** I1, I3, I4 of one edit, from outside. */
async function judgeEdit(stand: Stand, chronicle: Chronicle, edit: KnownEdit): Promise<void> {
  const say = (invariant: string, what: string): void =>
    void chronicle.violations.push({ invariant, mark: edit.mark, what });
  const paid = stand.fakes.bfl.paidTasks().filter(({ prompt }) => prompt.includes(edit.mark)).length;
  const same = chronicle.edits.filter(({ mark }) => mark === edit.mark).length;
  if (paid > same) say("I4", `was paid for ${paid} times`);
  if (edit.id === null || edit.isDeleted) return;
  const { status, body, text } = await clientFor(stand, chronicle, edit).call("GET", `/edit/${edit.id}`);
  if (status === 404 && edit.mayBeDeleted) return;
  if (status !== 200) return say("I1", `is answered with ${status}: ${text.slice(0, 200)}`);
  if (body["status"] === "failed") {
    const known = RUN_ERROR_CODES.some((code) => code === body["error_code"]);
    if (!known || typeof body["retryable"] !== "boolean" || String(body["message"]).length < 10)
      say("I3", `failed without saying how: ${text.slice(0, 300)}`);
    if (paid > 0 && body["charge"] === "none") say("I4", `was paid for and says that nothing was charged: ${text}`);
  }
  if (body["status"] === "canceled" && !edit.mayBeCanceled) say("I1", "was canceled by nobody");
  if (body["status"] !== "completed") return;
  if (body["editor"] === "flux" && (paid < 1 || paid > same))
    say("I4", `is completed by FLUX, which took it ${paid} times`);
  const address = new URL(String(body["edited_image_url"]));
  const response = await fetch(stand.url + address.pathname).catch(() => null);
  if (response?.status !== 200) return say("I3", `its picture is answered with ${response?.status ?? "nothing"}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const size = await sharp(bytes)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(
      ({ info }) => info,
      () => null,
    );
  if (size === null) return say("I3", "its picture cannot be decoded");
  if (size.width !== body["width"] || size.height !== body["height"]) say("I3", "its picture has another size");
  if (stand.db === null) return;
  const row = await stand.db.selectFrom("edits").selectAll().where("id", "=", edit.id).executeTakeFirst();
  if (row?.resultSha256 !== createHash("sha256").update(bytes).digest("hex") || row.resultSize !== bytes.length)
    say("I3", "its picture is not the one that the row knows");
}

/** I2, I4, I5, I7 and I8 of all rows of a database. */
async function judgeRows({ fakes }: Stand, db: Db, { edits: known }: Chronicle): Promise<Violation[]> {
  const found: Violation[] = [];
  const say = (invariant: string, what: string): void => void found.push({ invariant, what });
  const rows = await db.selectFrom("edits").selectAll().execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { id, status, deletedAt } of rows)
    if (!isFinal(status) && deletedAt === null) say("I5", `${id} is still ${status}`);

  // I4: an intent before each submit, one submit for each edit, no dollar that nobody accounts for.
  const attempts = await db.selectFrom("editAttempts").selectAll().execute();
  const sent = new Map<string, number>();
  // What was certainly refused is not marked as sent any more.
  for (const { editId, sentAt } of attempts) if (sentAt !== null) sent.set(editId, (sent.get(editId) ?? 0) + 1);
  for (const [id, times] of sent) if (times > 1) say("I4", `${id} was sent by ${times} attempts`);
  for (const { editId, outcome, createdAt, sentAt, finishedAt: _end, ...rest } of attempts) {
    const edit = byId.get(editId);
    if (outcome === null && isFinal(edit?.status ?? "completed"))
      say(
        "I4",
        `an attempt stays open: ${JSON.stringify({ editId, status: edit?.status, ended: edit?.finishedAt, createdAt, sentAt, task: rest.taskState, provider: rest.providerId !== null })}`,
      );
  }
  // A key that was forgotten with its edit may have made another of the same words.
  for (const task of fakes.bfl.paidTasks()) {
    const same = known.flatMap(({ mark, id }) =>
      id !== null && byId.has(id) && task.prompt.includes(mark) ? [id] : [],
    );
    if (same.length > 0 && !same.some((id) => sent.has(id))) say("I4", `${same.join()} was sent without an intent`);
  }
  const unsettled = await db.selectFrom("spendReservations").select(["editId", "settledAt"]).execute();
  for (const { editId, settledAt } of unsettled)
    if (settledAt === null && isFinal(byId.get(editId)?.status ?? "completed"))
      say("I4", `money of ${editId} stays reserved`);
  const sums = await sql<{ day: string; counted: string; reserved: string }>`
    select s.day::text as day, s.usd::text as counted, coalesce(sum(r.usd), 0)::text as reserved
    from preview.spend s left join preview.spend_reservations r on r.day = s.day
    where s.scope = '' group by s.day, s.usd`.execute(db);
  for (const { day, counted, reserved } of sums.rows)
    if (Math.abs(Number(counted) - Number(reserved)) > 1e-6)
      say("I4", `${day}: ${counted} counted, ${reserved} reserved`);

  found.push(...(await judgeStore(() => fakes.s3?.objects.keys() ?? [], db, rows)));

  // I6: a key stands for another edit only once the first is deleted.
  const idsOf = new Map<string, Set<string>>();
  for (const { mark, id } of known)
    if (id !== null && byId.get(id)?.deletedAt === null) idsOf.set(mark, (idsOf.get(mark) ?? new Set()).add(id));
  for (const [mark, ids] of idsOf) if (ids.size > 1) say("I6", `${mark} is ${[...ids].join(" and ")}`);

  // I7, I8.
  for (const row of rows) {
    const parent = row.parentId === null ? null : byId.get(row.parentId);
    if (row.chainPosition > MAX_CHAIN_LENGTH) say("I7", `${row.id} is number ${row.chainPosition} of its chain`);
    if (parent != null && (parent.status !== "completed" || parent.chainPosition !== row.chainPosition - 1))
      say("I7", `${row.id} follows one that is ${parent.status} at ${parent.chainPosition}`);
    if (row.parentId === null && row.chainPosition !== 1) say("I7", `${row.id} begins a chain at ${row.chainPosition}`);
  }
  for (const { mark, feedbackTaken } of known)
    if (feedbackTaken > 1) say("I8", `${mark} was rated ${feedbackTaken} times`);
  return found;
}

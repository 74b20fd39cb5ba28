import { randomUUID } from "node:crypto";
import { EDIT_STATUSES, type EditStatus, isFinal, LIFECYCLE } from "@/lib/lifecycle";
import type { LabClient, Reply } from "./client";

/** One edit as its client knows it. */
export type KnownEdit = {
  /** In its words, so that what is paid for it can be told from all else. */
  mark: string;
  id: string | null;
  token: string;
  key: string;
  client: number;
  parent: string | null;
  /** It was asked to be deleted, and that it is. */
  mayBeDeleted: boolean;
  isDeleted: boolean;
  /** Somebody asked for its end, and was not told that it is too late. */
  mayBeCanceled: boolean;
  seen: Array<{ status: EditStatus; percent: number; invokedAt: number; returnedAt: number }>;
  feedbackTaken: number;
};

export type Violation = { invariant: string; what: string; mark?: string };

/** What clients did and were answered, of one history: what a judge goes by. */
export type Chronicle = {
  edits: KnownEdit[];
  violations: Violation[];
  replies: Reply[];
  record(reply: Reply): void;
  /** Writes down an edit that is about to be sent. */
  begin(nth: number, parent: string | null): KnownEdit;
  /** Sends an edit; `again` repeats one that was not answered, under its key. */
  submit(client: LabClient, nth: number, wish: Wish, again?: KnownEdit): Promise<KnownEdit>;
  /** Asks how an edit stands. */
  look(client: LabClient, edit: KnownEdit): Promise<EditStatus | null>;
};

export type Wish = {
  picture: Uint8Array;
  enhance: "auto" | "off";
  editor?: string;
  words?: string;
  parent?: KnownEdit;
};

const rankOf = (status: EditStatus): number => EDIT_STATUSES.indexOf(status);

/** Hosts, statements, stacks, paths: what no body of an answer may tell. */
const INSIDES = /\n\s+at |\/node_modules\/|\bselect [^"]{0,80} from |\binsert into |ECONN|127\.0\.0\.1|\bstack\b/;

export function createChronicle(secrets: readonly string[]): Chronicle {
  const edits: KnownEdit[] = [];
  const violations: Violation[] = [];
  const replies: Reply[] = [];
  const record = (reply: Reply): void => {
    replies.push(reply);
    const { status, text, body, operation, headers } = reply;
    const say = (invariant: string, what: string): void =>
      void violations.push({ invariant, what: `${operation}: ${status} ${what}: ${text.slice(0, 300)}` });
    if (status >= 500 && status !== 503) say("I9", "is no truthful answer");
    if (status === 503 && headers.get("retry-after") === null) say("I9", "does not say when to come back");
    if (status >= 400 && !["detail", "error_code", "timestamp"].every((name) => typeof body[name] === "string"))
      say("I10", "is no error in its form");
    if (INSIDES.test(text) || secrets.some((secret) => text.includes(secret))) say("I10", "tells of the inside");
  };

  const begin: Chronicle["begin"] = (nth, parent) => {
    const edit = newEdit(nth, parent);
    edits.push(edit);
    return edit;
  };

  const submit: Chronicle["submit"] = async (client, nth, wish, again) => {
    const edit = again ?? begin(nth, wish.parent?.id ?? null);
    const form = new FormData();
    form.set("prompt", wish.words ?? `make it warmer ${edit.mark}`);
    form.set("enhance", wish.enhance);
    if (wish.editor !== undefined) form.set("editor", wish.editor);
    if (wish.parent?.id == null) form.set("image", new Blob([new Uint8Array(wish.picture)]), "picture.jpg");
    else form.set("parent_edit_uuid", wish.parent.id);
    const { status, body } = await client.call("POST", "/edit-image/", {
      form,
      headers: { "Idempotency-Key": edit.key },
    });
    if (status !== 200) return edit;
    const id = String(body["edit_id"]);
    if (edit.id !== null && edit.id !== id && edit.mayBeDeleted) {
      // With an edit its key is forgotten: what comes under it then is another one, whose key it is from now on.
      const known = edits.find((each) => each.id === id);
      if (known !== undefined) return known;
      const { mark, key } = edit;
      const other = { ...newEdit(nth, edit.parent), mark, key, id, token: String(body["delete_token"]) };
      edits.push(other);
      return other;
    }
    if (edit.id !== null && edit.id !== id)
      violations.push({ invariant: "I6", mark: edit.mark, what: `one key gave ${edit.id} and ${id}` });
    edit.id = id;
    edit.token = String(body["delete_token"]);
    return edit;
  };

  const look: Chronicle["look"] = async (client, edit) => {
    if (edit.id === null) return null;
    const wasDeleted = edit.isDeleted;
    const { status, body, invokedAt, returnedAt } = await client.call("GET", `/edit/${edit.id}`);
    if (status === 404 && !edit.mayBeDeleted)
      violations.push({ invariant: "I1", mark: edit.mark, what: "an accepted edit is 404" });
    if (status === 200 && wasDeleted)
      violations.push({ invariant: "I2", mark: edit.mark, what: "a deleted edit is back" });
    if (status === 404 && edit.mayBeDeleted) edit.isDeleted = true;
    if (status !== 200) return null;
    const seen = {
      status: body["status"] as EditStatus,
      percent: Number(body["progress_percent"]),
      invokedAt,
      returnedAt,
    };
    violations.push(...checkOrder(edit, seen));
    edit.seen.push(seen);
    return seen.status;
  };
  return { edits, violations, replies, record, begin, submit, look };
}

const newEdit = (client: number, parent: string | null): KnownEdit => ({
  mark: `m${randomUUID().slice(0, 8)}`,
  id: null,
  token: "",
  key: randomUUID(),
  client,
  parent,
  mayBeDeleted: false,
  isDeleted: false,
  mayBeCanceled: false,
  seen: [],
  feedbackTaken: 0,
});

/** I2: what is seen never goes back, by any two looks of which one was over before the other began. */
function checkOrder(edit: KnownEdit, now: KnownEdit["seen"][number]): Violation[] {
  return edit.seen
    .filter((before) => before.returnedAt <= now.invokedAt)
    .flatMap((before) => {
      const moved = `${before.status} ${before.percent} % → ${now.status} ${now.percent} %`;
      const back = (what: string): Violation => ({ invariant: "I2", mark: edit.mark, what: `${what}: ${moved}` });
      if (isFinal(before.status) && now.status !== before.status) return [back("a final state changed")];
      const isLost = now.status === "failed" || now.status === "canceled";
      if (!isLost && rankOf(now.status) < rankOf(before.status)) return [back("went back")];
      if (!isLost && now.percent < before.percent && LIFECYCLE[before.status].kind !== "final")
        return [back("progress fell")];
      return [];
    });
}

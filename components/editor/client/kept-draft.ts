import type { Intent, Sending } from "../editor-state";
import type { LocalPicture } from "./pictures";
import { newKey } from "./secure-context";
import { keepInTab, recallInTab } from "./storage";

/** Where the picture that was chosen and not sent yet is kept, so that a reload does not lose it: one for each tab. */
export type DraftStore = {
  read(): Promise<LocalPicture | null>;
  /** Keeps it in place of the one before. Rejects where this browser keeps nothing. */
  write(picture: LocalPicture): Promise<void>;
  remove(): Promise<void>;
};

type Kept = Pick<LocalPicture, "file" | "name" | "stored"> & {
  /** Milliseconds since the epoch. */
  at: number;
};

const DATABASE = "mizual";
const DRAFTS = "drafts";

/** What a tab that was closed has left is deleted by the next one after a week: a browser may open it again until then. */
const LONGEST_MS = 7 * 24 * 3600 * 1000;

/** The store of this browser. */
export function browserDrafts(): DraftStore {
  return {
    async read() {
      const kept = await withDrafts((drafts) => {
        sweep(drafts);
        return drafts.get(tabId()) as IDBRequest<Kept | undefined>;
      });
      if (kept === undefined) return null;
      const { file, name, stored } = kept;
      return { file, name, url: URL.createObjectURL(file), ...(stored === undefined ? {} : { stored }) };
    },
    async write({ file, name, stored }) {
      const kept: Kept = { file, name, at: Date.now(), ...(stored === undefined ? {} : { stored }) };
      await withDrafts((drafts) => drafts.put(kept, tabId()));
    },
    async remove() {
      await withDrafts((drafts) => drafts.delete(tabId()));
    },
  };
}

/** Where the service worker puts what another app shares (public/sw.js). */
const SHARED_KEY = "shared";

/** The picture that another app has shared, and the words that came with it, once; `null`: there is none. */
export async function takeShared(): Promise<{ file: File; words: string } | null> {
  const shared = await withDrafts((drafts) => {
    const found = drafts.get(SHARED_KEY) as IDBRequest<{ file: File; words: string } | undefined>;
    drafts.delete(SHARED_KEY);
    return found;
  });
  return shared ?? null;
}

/** Answers what a request to the drafts gave, once all of its transaction is kept. */
async function withDrafts<T>(ask: (drafts: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(DRAFTS));
  const database = await resultOf(opening);
  try {
    const transaction = database.transaction(DRAFTS, "readwrite");
    const isKept = endOf(transaction);
    const [answer] = await Promise.all([resultOf(ask(transaction.objectStore(DRAFTS))), isKept]);
    return answer;
  } finally {
    database.close();
  }
}

function sweep(drafts: IDBObjectStore): void {
  const walk = drafts.openCursor();
  walk.addEventListener("success", () => {
    const cursor = walk.result;
    if (cursor === null) return;
    if ((cursor.value as Kept).at < Date.now() - LONGEST_MS) cursor.delete();
    cursor.continue();
  });
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The browser keeps nothing.")));
  });
}

/** A request may be answered and still come to nothing: only its transaction says that there was room for it. */
function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("The browser keeps nothing.")));
  });
}

const TAB_KEY = "mizual:tab";
const WORDS_KEY = "mizual:words";
const SENDING_KEY = "mizual:sending";

/** This tab by a name that a reload does not change. */
function tabId(): string {
  const known = recallInTab(TAB_KEY);
  if (known !== null) return known;
  const id = newKey();
  keepInTab(TAB_KEY, id);
  return id;
}

/** What stood in the prompt box of this tab; empty where nothing did. */
export const recallWords = (): string => recallInTab(WORDS_KEY) ?? "";

/** Keeps what stands in the prompt box for as long as the tab lives. */
export const rememberWords = (words: string): void => keepInTab(WORDS_KEY, words === "" ? null : words);

/** What was on its way when the page was left, but for the picture; `draft`: that one is kept. */
export type KeptSending = Pick<Sending, "key" | "startedAt"> & {
  intent: Omit<Intent, "source"> & { source: Exclude<Intent["source"], { picture: LocalPicture }> | "draft" };
};

/** Of one tab, newest last: what lies further back nobody comes back to. */
const MOST_SENDING = 5;

/** Keeps what is on its way, with the key that makes it one edit however often it is sent, until it is forgotten. */
export function rememberSending({ key, startedAt, intent }: Sending): void {
  const source = "picture" in intent.source ? "draft" : intent.source;
  const kept: KeptSending = { key, startedAt, intent: { ...intent, source } };
  keepSendings([...keptSendings().filter((other) => other.key !== key), kept].slice(-MOST_SENDING));
}

/** Forgets what was sent under a key: it is answered, or put away. */
export function forgetSending(key: string): void {
  const all = keptSendings();
  const others = all.filter((kept) => kept.key !== key);
  if (others.length < all.length) keepSendings(others);
}

/** Forgets what was made of the draft, which is another one now, but for what is on its way under this key. */
export const forgetSendingsOfDraft = (but: string | null): void =>
  keepSendings(keptSendings().filter(({ key, intent }) => intent.source !== "draft" || key === but));

/** What was on its way from a page of this tab when it was left; `null`: nothing. */
export const recallSending = (path: string): KeptSending | null =>
  keptSendings().findLast(({ intent }) => intent.path === path) ?? null;

function keptSendings(): KeptSending[] {
  try {
    const kept: unknown = JSON.parse(recallInTab(SENDING_KEY) ?? "[]");
    return [kept].flat().filter(isSending);
  } catch {
    return [];
  }
}

const keepSendings = (all: readonly KeptSending[]): void =>
  keepInTab(SENDING_KEY, all.length === 0 ? null : JSON.stringify(all));

// Written by a page of ours, but maybe by one of an earlier release.
function isSending(value: unknown): value is KeptSending {
  if (typeof value !== "object" || value === null) return false;
  const { key, intent } = value as { key?: unknown; intent?: Record<string, unknown> | null };
  if (typeof key !== "string" || typeof intent !== "object" || intent === null) return false;
  return typeof intent["prompt"] === "string" && typeof intent["path"] === "string" && intent["source"] !== undefined;
}

import { serviceWorkers, systemNotifications } from "./secure-context";
import { keepInTab, recallInTab } from "./storage";

const WANTED_KEY = "mizual:notify";

let unstored = false;
const watchers = new Set<() => void>();

/** `ask`: the person may be asked; `wanted`: they will be told; `no`: this browser tells nobody, or they said no. */
export type Telling = "ask" | "wanted" | "no";

/** Whether this tab tells its person by a notification of the system when an edit has ended. */
export function tellingNow(): Telling {
  const permission = systemNotifications()?.permission ?? "denied";
  if (permission === "denied") return "no";
  const isWanted = unstored || recallInTab(WANTED_KEY) === "yes";
  return isWanted && permission === "granted" ? "wanted" : "ask";
}

/** Asks the person's leave. Only to be called when they have pressed a button for it. */
export async function wantTelling(): Promise<Telling> {
  const answer = await systemNotifications()?.requestPermission();
  unstored = answer === "granted";
  keepInTab(WANTED_KEY, unstored ? "yes" : null);
  for (const notify of watchers) notify();
  return tellingNow();
}

/** Calls back when the person has answered, until what it answers is called. */
export function watchTelling(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

/** Tells of an edit that has ended, to who is looking elsewhere and wants to be told. */
export async function tellEnd(id: string, title: string, body: string): Promise<void> {
  if (tellingNow() !== "wanted" || document.visibilityState === "visible") return;
  const options = { body, tag: id, icon: "/icons/app-192.png", data: { path: `/edits/${id}` } };
  const worker = await serviceWorkers()?.getRegistration();
  if (worker !== undefined) return worker.showNotification(title, options);
  const Shown = systemNotifications();
  if (Shown !== null) new Shown(title, options).addEventListener("click", () => window.focus());
  return undefined;
}

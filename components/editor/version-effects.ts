import type { EditNode } from "@/lib/edits/view-schema";
import { isFinal } from "@/lib/lifecycle";
import { goTo, moveTo } from "./client/address";
import { withOwnAddresses } from "./client/addresses";
import {
  deleteForGood,
  forgetDeletion,
  GRACE_SECONDS,
  pathOfVersion,
  rememberDeletion,
  stillThere,
} from "./client/deletion";
import { sendJson } from "./client/request";
import { RequestFailure, withId } from "./client/request-failure";
import { newKey } from "./client/secure-context";
import { keepInTab, recallInTab } from "./client/storage";
import type { Intent, Version } from "./editor-state";
import { sendIntent } from "./effects";
import type { Studio } from "./studio";
import { accept } from "./sending";
import { nameVersion } from "./versions";

/** Where the browser keeps nothing. */
const retryKeys = new Map<string, string>();

/**
 * Asks for an edit anew under a key that stays until the server has answered, also over a reload: an answer that is lost
 * makes no second edit that is paid for. Answers the new one's id, throws a `RequestFailure`.
 */
async function askAnew(id: string): Promise<string> {
  const place = `mizual:retry:${id}`;
  const key = recallInTab(place) ?? retryKeys.get(id) ?? newKey();
  const keep = (kept: string | null): void => {
    keepInTab(place, kept);
    if (kept === null) retryKeys.delete(id);
    else retryKeys.set(id, kept);
  };
  keep(key);
  try {
    const path = `/api/edit/${id}/retry`;
    const answer = (await sendJson("POST", path, {}, { "Idempotency-Key": key })) as { edit_id: string };
    keep(null);
    return answer.edit_id;
  } catch (error) {
    if (error instanceof RequestFailure && !error.retryable) keep(null);
    throw error;
  }
}

/** Has the server send an edit once more, as a new one. Throws a `RequestFailure`. */
export async function retryVersion(studio: Studio, { edit, source }: Version): Promise<void> {
  const { path } = studio.view();
  const id = await askAnew(edit.uuid);
  accept(studio, {
    id,
    prompt: edit.prompt,
    engine: edit.editor,
    parent: edit.parent_edit_uuid,
    beside: edit.parent_edit_uuid === null ? edit.uuid : null,
    picture: source,
    sourceUrl: edit.original_preview_url,
    path,
    key: null,
  });
}

/** Asks the provider again for what was sent already. Throws a `RequestFailure`. */
export async function checkVersion({ dispatch, announcer, refresh }: Studio, id: string): Promise<void> {
  announcer.progress("Asking the image service again.");
  const news = withOwnAddresses((await sendJson("POST", `/api/edit/${id}/check`)) as Partial<EditNode>);
  dispatch({ type: "editLearned", id, news, checkedAt: Date.now() });
  refresh();
}

/**
 * Stops a running edit, `discard`: also one that is charged for already. Throws a `RequestFailure`, `ALREADY_CHARGED`
 * where that is to be asked first; either way the page asks at once what became of it.
 */
export async function cancelVersion({ dispatch, refresh }: Studio, id: string, discard: boolean): Promise<void> {
  try {
    const query = discard ? "" : "?unless_charged=true";
    const answer = (await sendJson("POST", `/api/edit/${id}/cancel${query}`)) as Partial<EditNode>;
    const news = withOwnAddresses(answer);
    dispatch({ type: "editLearned", id, news });
  } finally {
    refresh();
  }
}

const pathOf = ({ edit }: Version): string => pathOfVersion(edit.uuid);

/** Takes a version from the page, to be deleted when its time to be had back is over, and goes to the one nearest to it. */
export function deleteVersion(studio: Studio, version: Version): void {
  const { view, dispatch, announcer, input } = studio;
  const { edit } = version;
  void finishDeletion(studio, view().state.deleting);
  const { versions, numbers } = view();
  const left = versions.filter((other) => other.edit.uuid !== edit.uuid);
  const next = left.find((other) => other.edit.uuid === edit.parent_edit_uuid) ?? left.at(-1);
  rememberDeletion(pathOf(version));
  moveTo(next === undefined ? "/" : `/edits/${next.edit.uuid}`);
  dispatch({ type: "deletionAsked", id: edit.uuid });
  const name = nameVersion(version, numbers.get(edit.uuid) ?? 0);
  announcer.outcome(`${name} is deleted. Undo brings it back for ${GRACE_SECONDS} seconds.`);
  // Its button is gone with it.
  if (window.matchMedia("(pointer: fine)").matches) input.current?.focus({ preventScroll: true });
}

/** Brings back what was deleted a moment ago, and shows it. */
export function undoDeletion({ view, dispatch, announcer }: Studio): void {
  const { deleting } = view().state;
  if (deleting === null) return;
  forgetDeletion(pathOf(deleting));
  dispatch({ type: "deletionOver", undone: true });
  goTo(`/edits/${deleting.edit.uuid}`);
  announcer.outcome("The version is back.");
}

/**
 * Has the server delete what waits for it; where that fails it is shown again, and said. `left`: nobody is there to be
 * told, so that it is tried again.
 */
export async function finishDeletion(
  { dispatch, announcer }: Pick<Studio, "dispatch" | "announcer">,
  deleting: Version | null,
  left = false,
): Promise<void> {
  if (deleting === null) return;
  try {
    const deleted = deleteForGood(pathOf(deleting));
    dispatch({ type: "deletionOver", undone: false });
    await deleted;
    if (deleting.source !== null) URL.revokeObjectURL(deleting.source.url);
  } catch (error) {
    if (left) return;
    forgetDeletion(pathOf(deleting));
    dispatch({ type: "editReturned", version: deleting });
    const failure = stillThere(error);
    announcer.outcome(failure.message);
    dispatch({ type: "noticed", notice: { text: withId(failure), isError: true } });
  }
}

/**
 * Makes an edit again from the person's own words, after stopping it where it still runs. Where that fails nothing is
 * sent, since both would be charged, and it is said.
 */
export async function sendAsWritten(studio: Studio, { edit }: Version, intent: Intent): Promise<void> {
  try {
    if (!isFinal(edit.status)) await cancelVersion(studio, edit.uuid, true);
  } catch (error) {
    if (!(error instanceof RequestFailure && error.code === "EDIT_FINISHED")) {
      const text = `Yours was not sent: the edit that runs could not be stopped. ${withId(error)}`;
      studio.announcer.outcome(text);
      studio.dispatch({ type: "noticed", notice: { text, isError: true } });
      return;
    }
  }
  await sendIntent(studio, intent);
}

/** Tells the server what the person thinks of a version; answers its thanks. Throws a `RequestFailure`. */
export async function rateVersion({ dispatch }: Studio, id: string, rating: 0 | 1, text: string): Promise<string> {
  const body = { edit_uuid: id, rating, ...(rating === 0 ? { feedback_text: text.trim() } : {}) };
  const answer = (await sendJson("POST", "/api/feedback", body)) as { message?: unknown } | null;
  dispatch({ type: "editLearned", id, news: { feedback_rating: rating } });
  return typeof answer?.message === "string" ? answer.message : "Thank you for your feedback!";
}

/** Tells the server what a result shows; `null`: what was asked for stands in again. Throws a `RequestFailure`. */
export async function describeVersion({ dispatch }: Studio, id: string, altText: string | null): Promise<void> {
  await sendJson("POST", `/api/edit/${id}/alt-text`, { alt_text: altText });
  dispatch({ type: "editLearned", id, news: { alt_text: altText } });
}

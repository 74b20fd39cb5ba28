import type { RefObject } from "react";
import type { EditNode } from "@/lib/edits/view-schema";
import { goTo } from "./client/address";
import { withOwnAddresses } from "./client/addresses";
import type { Announcer } from "./client/announcer";
import { pendingEdit } from "./client/edits";
import { expectedSeconds } from "./client/offers";
import { CHOOSER_ID, fetchPicture, type LocalPicture, localPicture, refuseFile } from "./client/pictures";
import { networkFailure, pageFailure, RequestFailure, sentenceOf } from "./client/request";
import { newKey } from "./client/secure-context";
import { rememberSourceName } from "./client/storage";
import type { EditForm } from "./client/submit";
import { type Dispatch, type Intent, type Sending, sendsPicture, type Source } from "./editor-state";
import { idInPath, type EditorView, ORIGINAL_QUERY } from "./editor-view";
import type { CanvasLens } from "./canvas/lens";
import { comparisonQuery } from "./canvas/comparison";
import { nameVersion, ORIGINAL } from "./versions";

/** What a command works with: what is shown, and the ways to change it. */
export type Studio = {
  /** What the page shows now; after a wait, ask again. */
  view: () => EditorView;
  dispatch: Dispatch;
  announcer: Announcer;
  /** Asks the server at once how the running edits are getting on. */
  refresh: () => void;
  /** The prompt box. */
  input: RefObject<HTMLTextAreaElement | null>;
  /** Where one looks at the picture. */
  lens: CanvasLens;
  /** What somebody had begun to type before earlier words were put into the box. */
  typed: { current: string };
  /** Stops the one submission that is under way; `null` while there is none. */
  flight: { current: AbortController | null };
};

/** Takes a picture as the draft of a new chain; `left`: how many came with it and are not taken. */
export function takePicture({ view, dispatch }: Studio, picture: LocalPicture, left = 0): void {
  const { path } = view();
  dispatch({ type: "pictureTaken", picture, path, left });
  if (idInPath(path) !== null) goTo("/");
}

/** Lets the person choose a file: a chooser is on the page wherever there is no version yet. */
export function openChooser(): void {
  document.getElementById(CHOOSER_ID)?.click();
}

/** Takes the first file that is a picture, or says why none is. */
export async function takeFiles(studio: Studio, files: readonly File[]): Promise<void> {
  const judged = await Promise.all(files.map(async (file) => ({ file, reason: await refuseFile(file) })));
  const chosen = judged.find(({ reason }) => reason === null) ?? judged[0];
  if (chosen === undefined) return;
  const { file, reason } = chosen;
  if (reason === null) takePicture(studio, localPicture(file, file.name), files.length - 1);
  else studio.dispatch({ type: "pictureRefused", reason });
}

/** Takes a picture of the app's own; false where it could not be had, which is then said. */
export async function takeAddress(
  studio: Studio,
  address: string,
  name: string,
  stored?: LocalPicture["stored"],
): Promise<boolean> {
  try {
    takePicture(studio, await fetchPicture(address, name, stored));
    return true;
  } catch (error) {
    studio.dispatch({ type: "pictureRefused", reason: sentenceOf(error) });
    return false;
  }
}

/** Sends an edit. Ignored while another is under way, so that no second press sends twice. */
export async function sendIntent(studio: Studio, intent: Intent): Promise<void> {
  studio.announcer.progress(sendsPicture(intent.source) ? "Sending your picture." : "Sending your edit.");
  await send(studio, intent, newKey());
}

/** Sends a refused one again, under the same key: if the first arrived after all, it stays one edit. */
export async function resendIntent(studio: Studio): Promise<void> {
  const { sending } = studio.view().state;
  if (sending !== null) await send(studio, sending.intent, sending.key);
}

/** Stops what is being sent, or puts away what came back refused. */
export function stopSending({ flight, dispatch }: Studio): void {
  if (flight.current === null) dispatch({ type: "sendingEnded" });
  else flight.current.abort();
}

/** What sends comes when there is something to send; the workspace has fetched it by then. */
const loadSubmit = () => import("./client/submit").catch(() => Promise.reject(networkFailure()));

async function send(studio: Studio, intent: Intent, key: Sending["key"]): Promise<void> {
  const { flight, dispatch } = studio;
  if (flight.current !== null) return;
  const controller = new AbortController();
  flight.current = controller;
  dispatch({ type: "sendingStarted", intent, key, startedAt: Date.now() });
  try {
    const { source, prompt, enhance, fullSize, engine } = intent;
    const picture = "picture" in source ? source.picture : null;
    const { postEdit } = await loadSubmit();
    const id = await postEdit(
      {
        key,
        prompt,
        enhance,
        fullSize,
        engine,
        source: "picture" in source ? sentSource(source.picture) : source,
      },
      { signal: controller.signal, onProgress: (share) => dispatch({ type: "sendingMoved", key, share }) },
    );
    accept(studio, { ...asked(source), id, prompt, engine, picture, sourceUrl: null, path: intent.path, key });
  } catch (error) {
    const failure = error instanceof RequestFailure ? error : pageFailure(error);
    if (failure.code === "ABORTED") {
      flight.current = null;
      await stopSent(studio, intent, key);
      return;
    }
    dispatch({ type: "sendingFailed", key, failure });
  }
  flight.current = null;
}

const sentSource = ({ file, stored }: LocalPicture): EditForm["source"] =>
  stored === undefined ? { picture: file } : { stored: stored.id };

/** Of which other version a source is. */
const asked = (source: Source): Pick<Accepted, "parent" | "beside"> => ({
  parent: "parent" in source ? source.parent : null,
  beside: "original" in source ? source.original : null,
});

const NOT_CERTAIN =
  "The server did not answer, so it is not certain that this was canceled. Retry sends the same once more: it stays one edit.";

/** Cancels what may have arrived before it was stopped; what is charged for already goes on, and is shown. */
async function stopSent(studio: Studio, intent: Intent, key: Sending["key"]): Promise<void> {
  const { dispatch, announcer } = studio;
  let edit: Partial<EditNode> | null;
  try {
    const { cancelPosted } = await loadSubmit();
    const answer = await cancelPosted(key);
    edit = answer === null ? null : withOwnAddresses(answer);
  } catch {
    const failure = new RequestFailure(NOT_CERTAIN, "NETWORK", null, null, true);
    dispatch({ type: "sendingFailed", key, failure });
    return;
  }
  if (edit === null || edit.uuid === undefined || edit.status === "canceled") {
    dispatch({ type: "sendingEnded" });
    announcer.outcome("Canceled. Nothing was charged.");
    return;
  }
  const { source, prompt, engine, path } = intent;
  const picture = "picture" in source ? source.picture : null;
  const sourceUrl = edit.original_image_url ?? null;
  accept(studio, { ...asked(source), id: edit.uuid, prompt, engine, picture, sourceUrl, path, key });
  announcer.outcome("This edit is charged for already, so it was not canceled.");
  studio.refresh();
}

type Accepted = {
  id: string;
  prompt: string;
  /** Id of the engine that was asked for; `null`: the server's order. */
  engine: string | null;
  /** Id of the edit whose result is the source. */
  parent: string | null;
  /** Id of the version of whose picture's original it is made once more. */
  beside: string | null;
  picture: LocalPicture | null;
  /** Where the source is shown from when this browser has not the picture itself. */
  sourceUrl: string | null;
  /** Address that it was asked for from. */
  path: string;
  /** Key of what was sent for it. */
  key: string | null;
};

/** Takes an edit that the server has just accepted into the page, and goes there if the person still waits for it. */
export function accept({ view, dispatch, announcer }: Studio, accepted: Accepted): void {
  const { id, prompt, engine, picture, key } = accepted;
  const { state, offers, sourceSize, retentionDays } = view();
  const near = state.versions.get(accepted.parent ?? accepted.beside ?? "");
  const parent = accepted.parent === null ? null : (near?.edit ?? null);
  const beside = accepted.beside === null ? null : (near?.edit ?? null);
  const expected = offers.engines.find((offer) => offer.id === engine) ?? offers.engines[0];
  const sourceUrl = picture?.url ?? accepted.sourceUrl;
  const usualSeconds = expected === undefined ? null : expectedSeconds(expected, sourceSize);
  // The next number, until the server has told it: another tab may have taken that.
  const numbers = [...state.versions.values()].flatMap(({ root, edit }) => (root === near?.root ? edit.version : 0));
  const version = Math.max(0, ...numbers) + 1;
  const edit = pendingEdit({ id, prompt, parent, beside, version, sourceUrl, retentionDays, usualSeconds });
  if (near === undefined) rememberSourceName(id, picture?.name ?? "picture");
  dispatch({ type: "editAccepted", edit, parent, beside: accepted.beside, picture, key });
  if (window.location.pathname === accepted.path) goTo(`/edits/${id}`);
  announcer.progress(edit.message);
}

/** Goes to another version of the picture, compared as this one is, or to the original, and says which; `null`: nowhere. */
export function goToVersion({ view, announcer }: Studio, id: string | null): void {
  const { versions, numbers, keeper, compare } = view();
  if (id === ORIGINAL && keeper !== null) {
    goTo(`/edits/${keeper.edit.uuid}${ORIGINAL_QUERY}`);
    announcer.outcome("The original.");
    return;
  }
  const version = versions.find(({ edit }) => edit.uuid === id);
  if (id === null || version === undefined) return;
  goTo(`/edits/${id}${comparisonQuery(compare)}`);
  announcer.outcome(`${nameVersion(version, numbers.get(id) ?? 0)}: ${version.edit.prompt}`);
}

/** Puts words into the prompt box, and goes there where that is wanted. */
export function putWords({ dispatch, input }: Studio, prompt: string, focus: boolean): void {
  dispatch({ type: "promptChanged", prompt });
  if (focus) input.current?.focus({ preventScroll: true });
}

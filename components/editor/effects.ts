import { goTo } from "./client/address";
import { CHOOSER_ID, fetchPicture, type LocalPicture, localPicture, refuseFile } from "./client/pictures";
import { networkFailure, sentenceOf } from "./client/request-failure";
import { newKey } from "./client/secure-context";
import { type Intent, type Sending, sendsPicture } from "./editor-state";
import { idInPath, ORIGINAL_QUERY } from "./editor-view";
import type { Studio } from "./studio";
import { comparisonQuery } from "./canvas/comparison";
import { nameVersion, ORIGINAL } from "./versions";

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

async function send(studio: Studio, intent: Intent, key: Sending["key"]): Promise<void> {
  const { flight, dispatch } = studio;
  if (flight.current !== null) return;
  const controller = new AbortController();
  flight.current = controller;
  dispatch({ type: "sendingStarted", intent, key, startedAt: Date.now() });
  try {
    // It comes when there is something to send.
    const { carryOver } = await import("./sending");
    await carryOver(studio, intent, key, controller.signal);
  } catch {
    dispatch({ type: "sendingFailed", key, failure: networkFailure() });
  }
  // Once stopped, another may have left.
  if (flight.current === controller) flight.current = null;
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

import type { EditNode } from "@/lib/edits/view-schema";
import { goTo } from "./client/address";
import { withOwnAddresses } from "./client/addresses";
import { expectedSeconds } from "./client/offers";
import { pendingEdit } from "./client/pending-edit";
import type { LocalPicture } from "./client/pictures";
import { pageFailure, RequestFailure } from "./client/request-failure";
import { rememberSourceName } from "./client/storage";
import { cancelPosted, type EditForm, postEdit } from "./client/submit";
import type { Intent, Sending, Source } from "./editor-state";
import type { Studio } from "./studio";

/** Brings to the server what has just started to be sent, and tells what came of it. Never rejects. */
export async function carryOver(
  studio: Studio,
  intent: Intent,
  key: Sending["key"],
  signal: AbortSignal,
): Promise<void> {
  const { dispatch } = studio;
  const { source, prompt, enhance, fullSize, engine } = intent;
  const picture = "picture" in source ? source.picture : null;
  try {
    const id = await postEdit(
      { key, prompt, enhance, fullSize, engine, source: "picture" in source ? sentSource(source.picture) : source },
      { signal, onProgress: (share) => dispatch({ type: "sendingMoved", key, share }) },
    );
    accept(studio, { ...asked(source), id, prompt, engine, picture, sourceUrl: null, path: intent.path, key });
  } catch (error) {
    const failure = error instanceof RequestFailure ? error : pageFailure(error);
    if (failure.code !== "ABORTED") return dispatch({ type: "sendingFailed", key, failure });
    studio.flight.current = null;
    await stopSent(studio, intent, key);
  }
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

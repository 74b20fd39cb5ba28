import { useEffect, useEffectEvent, useRef } from "react";
import { isFinal } from "@/lib/lifecycle";
import { waitsForDeletion } from "../client/deletion";
import { moveTo } from "../client/address";
import { useEditor } from "../editor-context";
import type { HeardVersion } from "../editor-state";
import { idInPath } from "../editor-view";

const CHANNEL = "mizual:versions";

/** What one tab of a browser tells the others. */
type TabNews = { versions: HeardVersion[]; gone: string[] };

/** Coming back sooner than that, one has missed nothing worth a question to the server. */
const FRESH_MS = 10_000;

/** Questions for one look: where so many versions are gone, the next look finds the others. */
const MOST_ASKED = 5;

/**
 * Keeps the versions of the picture as they are elsewhere: tabs of this browser tell each other of new ones, ends and
 * deletions, without a question to the server; what was made on another device is asked for when one comes back.
 */
export function useOtherTabs(): void {
  const { view, dispatch, askPicture } = useEditor();
  const { versions, deleting } = view.state;
  /** The state in which the others know each version, by id; `null` before the first look. */
  const told = useRef<Map<string, string> | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);

  /** `picture`: all versions of the one that is looked at; `null`: those that are known here. */
  const hear = useEffectEvent(({ versions: heard, gone }: TabNews, picture: readonly HeardVersion[] | null) => {
    const here = idInPath(view.path);
    const next = (picture ?? view.versions).findLast(({ edit }) => !gone.includes(edit.uuid));
    if (here !== null && gone.includes(here) && next !== undefined) moveTo(`/edits/${next.edit.uuid}`);
    dispatch({ type: "newsHeard", versions: heard, gone });
  });

  useEffect(() => {
    if (typeof BroadcastChannel !== "function") return;
    const opened = new BroadcastChannel(CHANNEL);
    channel.current = opened;
    opened.addEventListener("message", ({ data }: MessageEvent<TabNews>) => {
      // Heard is not to be told again.
      for (const { edit } of data.versions) told.current?.set(edit.uuid, edit.status);
      for (const id of data.gone) told.current?.delete(id);
      const heard = data.versions.filter(({ edit }) => !waitsForDeletion(edit));
      hear({ versions: heard, gone: data.gone }, null);
    });
    return () => {
      channel.current = null;
      opened.close();
    };
  }, []);

  useEffect(() => {
    const here = [...versions.values(), ...(deleting === null ? [] : [deleting])];
    const before = told.current;
    if (before === null) {
      told.current = new Map(here.map(({ edit }) => [edit.uuid, edit.status]));
      return;
    }
    // Until the server has answered, its picture is this tab's alone.
    const news = here.filter(
      ({ edit, own }) =>
        own && before.get(edit.uuid) !== edit.status && edit.original_preview_url?.startsWith("blob:") !== true,
    );
    const ids = new Set(here.map(({ edit }) => edit.uuid));
    const gone = [...before.keys()].filter((id) => !ids.has(id));
    for (const { edit } of news) before.set(edit.uuid, edit.status);
    for (const id of gone) before.delete(id);
    if (news.length > 0 || gone.length > 0)
      channel.current?.postMessage({
        versions: news.map(({ edit, root, own }) => ({ edit, root, own })),
        gone,
      } satisfies TabNews);
  }, [versions, deleting]);

  const lookedAt = useRef(0);
  const look = useEffectEvent(async () => {
    const [one] = view.versions;
    if (document.visibilityState !== "visible" || one === undefined || Date.now() - lookedAt.current < FRESH_MS) return;
    lookedAt.current = Date.now();
    const first = view.current ?? one;
    const gone: string[] = [];
    // Of a version that is not there one hears nothing of the others.
    for (const { edit, root } of [first, ...view.versions.filter((other) => other !== first)].slice(0, MOST_ASKED)) {
      const answer = await askPicture(edit.uuid).catch(() => null);
      if (answer === null || answer.limited) break;
      if (answer.picture === null) {
        // What is not over yet is asked for by itself.
        if (isFinal(edit.status)) gone.push(edit.uuid);
        continue;
      }
      const { edits, is_owner: own } = answer.picture;
      const there = edits.map(({ uuid }) => uuid);
      const found = edits.flatMap((known) => (waitsForDeletion(known, there) ? [] : [{ edit: known, root, own }]));
      // A stranger hears of the way to this version alone, and of nothing that was made of it.
      const missing = own ? view.versions.flatMap(({ edit: { uuid } }) => (there.includes(uuid) ? [] : [uuid])) : [];
      hear({ versions: found, gone: missing }, found);
      return;
    }
    if (gone.length > 0) hear({ versions: [], gone }, null);
  });
  useEffect(() => {
    lookedAt.current = Date.now();
    const back = () => void look();
    document.addEventListener("visibilitychange", back);
    window.addEventListener("focus", back);
    window.addEventListener("pageshow", back);
    return () => {
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("focus", back);
      window.removeEventListener("pageshow", back);
    };
  }, []);
}

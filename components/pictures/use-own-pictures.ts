"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { OwnPicture, OwnPictures } from "@/lib/edits/own-pictures";
import {
  deleteForGood,
  deleteWhatIsLeft,
  forgetDeletion,
  pathOfPictures,
  rememberDeletion,
  stillThere,
  waitsForDeletion,
} from "@/components/editor/client/deletion";
import { useGrace } from "@/components/editor/hooks/use-grace";
import { fetchOwnPictures } from "./requests";

/** Milliseconds without a key before what was typed is looked for. */
const TYPING_MS = 250;

type List = OwnPictures & {
  words: string;
  /** When the server's time was read, by the page's own clock. */
  readAt: number;
  /** `more`: the next page is on its way; `search`: the first one of other words. */
  loading: "more" | "search" | null;
  /** What went wrong; `null`: nothing. */
  problem: unknown;
};

/** The pictures of this browser as far as they are read, what is looked for among them, and the ways to change that. */
export function useOwnPictures(first: OwnPictures, firstWords: string) {
  const [list, setList] = useState<List>(() => ({
    ...first,
    words: firstWords,
    readAt: performance.now(),
    loading: null,
    problem: null,
  }));
  const latest = useRef(list);
  const asked = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asked.current?.abort();
    },
    [],
  );

  const load = useCallback(async (words: string, after: string | null) => {
    asked.current?.abort();
    const controller = new AbortController();
    asked.current = controller;
    setList((known) => ({ ...known, words, loading: after === null ? "search" : "more", problem: null }));
    try {
      const page = await fetchOwnPictures(words, after, controller.signal);
      setList((known) =>
        withoutDeleted({
          ...known,
          pictures: after === null ? page.pictures : joined(known.pictures, page.pictures),
          next: page.next,
          total: page.total ?? known.total,
          ...(page.as_of === null ? {} : { as_of: page.as_of, readAt: performance.now() }),
          loading: null,
        }),
      );
    } catch (error) {
      if (controller.signal.aborted) return;
      setList((known) => ({ ...known, loading: null, problem: error }));
    }
  }, []);

  const more = useCallback(() => {
    const { loading, next, problem, words } = latest.current;
    if (loading === null && next !== null && problem === null) void load(words, next);
  }, [load]);

  const search = (words: string) => {
    setList((known) => ({ ...known, words }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const query = words.trim() === "" ? "" : `?${new URLSearchParams({ q: words }).toString()}`;
      window.history.replaceState(null, "", `${window.location.pathname}${query}`);
      void load(words, null);
    }, TYPING_MS);
  };

  /** All of them, for good. Throws a `RequestFailure`; either way the list is read again. */
  const removeAll = async (onProgress: (deleted: number) => void) => {
    const path = pathOfPictures(null, serverTime(list));
    try {
      await deleteForGood(path, onProgress);
    } finally {
      forgetDeletion(path);
      void load(latest.current.words, null);
    }
  };

  const [deleting, setDeleting] = useState<Deleting | null>(null);
  const finish = async (what: Deleting, left: boolean) => {
    setDeleting((known) => (known === what ? null : known));
    try {
      await deleteForGood(what.path);
    } catch (error) {
      // Nobody is there to be told: it is tried again.
      if (left) return;
      forgetDeletion(what.path);
      await load(latest.current.words, null);
      setList((known) => ({ ...known, problem: stillThere(error) }));
    }
  };
  useEffect(() => {
    queueMicrotask(() => setList(withoutDeleted));
    void deleteWhatIsLeft().then((isAnyGone) => (isAnyGone ? load(latest.current.words, null) : undefined));
  }, [load]);
  useGrace(deleting, (what, left) => void finish(what, left));

  /** One of them, which can be had back for a while. */
  const remove = (picture: OwnPicture) => {
    if (deleting !== null) void finish(deleting, false);
    const path = pathOfPictures(picture.edit_uuid, serverTime(list));
    rememberDeletion(path);
    setDeleting({ picture, path });
    setList((known) => without(known, picture));
  };
  const undo = () => {
    if (deleting === null) return;
    forgetDeletion(deleting.path);
    setDeleting(null);
    void load(list.words, null);
  };

  /** What failed, once more: the next page where there is one, else the first. */
  const retry = () => void load(list.words, list.pictures.length === 0 ? null : list.next);

  return { list, more, search, remove, removeAll, deleting: deleting?.picture ?? null, undo, retry };
}

type Deleting = { picture: OwnPicture; path: string };

/** The server's time, as far as the page knows it: what is deleted now was there by then, by whichever clock. */
const serverTime = ({ as_of, readAt }: List): string =>
  new Date(as_of === null ? Date.now() : Date.parse(as_of) + performance.now() - readAt).toISOString();

/** Without what is about to be deleted, here or by another page, and is still there for the server. */
function withoutDeleted(list: List): List {
  const pictures = list.pictures.filter((picture) => {
    const { edit_uuid: uuid, created_at, versions } = picture;
    // A picture goes with its only version; with several only when it is deleted itself.
    return versions === 1 ? waitsForDeletion({ uuid, created_at }) : waitsForDeletion({ uuid: "", created_at }, [uuid]);
  });
  return pictures.reduce(without, list);
}

/** A picture that got another version meanwhile has moved up, and is there already. */
function joined(known: readonly OwnPicture[], news: readonly OwnPicture[]): OwnPicture[] {
  const keys = new Set(known.map(({ key }) => key));
  return [...known, ...news.filter(({ key }) => !keys.has(key))];
}

function without(list: List, { key, versions, bytes }: OwnPicture): List {
  const { pictures, total } = list;
  return {
    ...list,
    pictures: pictures.filter((picture) => picture.key !== key),
    total: total && {
      pictures: Math.max(0, total.pictures - 1),
      versions: Math.max(0, total.versions - versions),
      bytes: Math.max(0, total.bytes - bytes),
    },
  };
}

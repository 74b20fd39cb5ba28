"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { OwnPicture, OwnPictures } from "@/lib/edits/own-pictures";
import {
  deleteForGood,
  deleteWhatIsLeft,
  forgetDeletion,
  rememberDeletion,
  stillThere,
} from "@/components/editor/client/deletion";
import { useGrace } from "@/components/editor/hooks/use-grace";
import { fetchOwnPictures, pathOfPictures } from "./requests";

/** Milliseconds without a key before what was typed is looked for. */
const TYPING_MS = 250;

type List = OwnPictures & {
  words: string;
  /** `more`: the next page is on its way; `search`: the first one of other words. */
  loading: "more" | "search" | null;
  /** What went wrong; `null`: nothing. */
  problem: unknown;
};

/** The pictures of this browser as far as they are read, what is looked for among them, and the ways to change that. */
export function useOwnPictures(first: OwnPictures, firstWords: string) {
  const [list, setList] = useState<List>({ ...first, words: firstWords, loading: null, problem: null });
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
      setList((known) => ({
        ...known,
        pictures: after === null ? page.pictures : joined(known.pictures, page.pictures),
        next: page.next,
        total: page.total ?? known.total,
        loading: null,
      }));
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
    try {
      await deleteForGood(pathOfPictures(null), onProgress);
    } finally {
      void load(latest.current.words, null);
    }
  };

  const [deleting, setDeleting] = useState<OwnPicture | null>(null);
  const finish = async (picture: OwnPicture) => {
    setDeleting((known) => (known === picture ? null : known));
    try {
      await deleteForGood(pathOfPictures(picture.edit_uuid));
    } catch (error) {
      await load(latest.current.words, null);
      setList((known) => ({ ...known, problem: stillThere(error) }));
    }
  };
  useEffect(() => deleteWhatIsLeft(), []);
  useGrace(deleting, (picture) => void finish(picture));

  /** One of them, which can be had back for a while. */
  const remove = (picture: OwnPicture) => {
    if (deleting !== null) void finish(deleting);
    rememberDeletion(pathOfPictures(picture.edit_uuid));
    setDeleting(picture);
    setList((known) => without(known, picture));
  };
  const undo = () => {
    if (deleting === null) return;
    forgetDeletion(pathOfPictures(deleting.edit_uuid));
    setDeleting(null);
    void load(list.words, null);
  };

  /** What failed, once more: the next page where there is one, else the first. */
  const retry = () => void load(list.words, list.pictures.length === 0 ? null : list.next);

  return { list, more, search, remove, removeAll, deleting, undo, retry };
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

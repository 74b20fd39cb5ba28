import { useEffect, useRef, useState } from "react";

/** After so many milliseconds a picture that did not come is asked for again: as after a server that was started anew. */
const WAITS_MS = [1_000, 3_000, 9_000];

/** How often a picture was asked for anew, and how often in a row it did not come. */
type Known = { asked: number; failures: number };

/** A picture of the browser's own will not become another. */
const isFinal = (src: string): boolean => src.startsWith("blob:");

/** Pictures that could not be loaded: each is asked for again by itself a few times, and whenever somebody wants it. */
export function useAskedAgain() {
  const [known, setKnown] = useState<Readonly<Record<string, Known>>>({});
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const waiting = timers.current;
    return () => waiting.forEach((timer) => clearTimeout(timer));
  }, []);
  const of = (src: string): Known => known[src] ?? { asked: 0, failures: 0 };
  const change = (src: string, to: (before: Known) => Known) =>
    setKnown((all) => ({ ...all, [src]: to(all[src] ?? { asked: 0, failures: 0 }) }));
  const ask = (src: string) => change(src, ({ asked, failures }) => ({ asked: asked + 1, failures }));
  const waitOf = (src: string): number | undefined => (isFinal(src) ? undefined : WAITS_MS[of(src).failures]);
  return {
    /** Another one whenever the picture is to be asked for anew. */
    keyOf: (src: string): string => `${src} ${of(src).asked}`,
    failed: (src: string) => {
      const waitMs = waitOf(src);
      change(src, ({ asked, failures }) => ({ asked, failures: failures + 1 }));
      if (waitMs !== undefined) timers.current.add(setTimeout(() => ask(src), waitMs));
    },
    loaded: (src: string) => of(src).failures > 0 && change(src, ({ asked }) => ({ asked, failures: 0 })),
    isBroken: (src: string): boolean => of(src).failures > 0,
    /** Asks for it anew; `null` while that happens by itself, or would change nothing. */
    againOf: (src: string): (() => void) | null =>
      isFinal(src) || of(src).failures <= WAITS_MS.length ? null : () => ask(src),
  };
}

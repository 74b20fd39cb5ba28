import { useEffect, useRef } from "react";
import { fetchOffers } from "../client/offers";
import type { Dispatch, PictureSize } from "../editor-state";

const SETTLE_MS = 400;

type Wanted = {
  /** Pixels of the picture that would be edited; `null` where they are not known. */
  size: PictureSize | null;
  /** There is a picture to be edited, and something to be asked about it. */
  active: boolean;
  /** Changes whenever money may have been spent or given back, where it can matter to the next edit. */
  spending: string;
  /** What is known holds for this picture already: it is asked about again only when something was spent. */
  settled: boolean;
};

/** Asks for prices and budget once the picture stays the same for a moment, and tells what came of it. */
export function useOffers({ size, active, spending, settled }: Wanted, dispatch: Dispatch): void {
  const width = size?.width ?? 0;
  const height = size?.height ?? 0;

  const askedAt = useRef("");
  const known = useRef(settled);

  useEffect(() => {
    known.current = settled;
  }, [settled]);

  useEffect(() => {
    if (!active || (known.current && askedAt.current === spending)) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      askedAt.current = spending;
      const picture = width > 0 && height > 0 ? { width, height } : null;
      void fetchOffers(picture, controller.signal).then((offers) => {
        if (!controller.signal.aborted) dispatch({ type: "offersAnswered", offers, size: picture });
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what was spent changes the answer, not the question
  }, [active, width, height, spending, dispatch]);
}

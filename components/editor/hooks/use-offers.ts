import { useEffect, useState } from "react";
import { type Offers, fetchOffers } from "../client/offers";

const SETTLE_MS = 400;

type Wanted = {
  /** Pixels of the picture that would be edited; `null` where they are not known. */
  size: { width: number; height: number } | null;
  /** There is a picture to be edited. */
  active: boolean;
  /** Changes whenever money may have been spent or given back. */
  spending: string;
};

/** `settled`: asked for this very picture, whether or not there was an answer; before that a price may be far off. */
export type KnownOffers = Offers & { settled: boolean };

/**
 * Engines with their prices for this picture, and what is left of the budget. Begins with what the
 * page was given, asks once the picture stays the same for a moment, and keeps what it has when
 * there is no answer. Where nothing can be chosen or cost anything, it never asks.
 */
export function useOffers(initial: Offers, { size, active, spending }: Wanted): KnownOffers {
  const [known, setKnown] = useState({ offers: initial, width: 0, height: 0, asked: false });
  const wanted = active && (initial.editors.length > 1 || initial.editors.some(({ free }) => !free));
  const width = size?.width ?? 0;
  const height = size?.height ?? 0;

  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const picture = width > 0 && height > 0 ? { width, height } : null;
      void fetchOffers(picture, controller.signal).then((answer) => {
        if (controller.signal.aborted) return;
        setKnown((before) => ({ offers: answer ?? estimated(before.offers), width, height, asked: true }));
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what was spent changes the answer, not the question
  }, [wanted, width, height, spending]);

  const fits = known.width === width && known.height === height;
  return { ...(fits ? known.offers : estimated(known.offers)), settled: !wanted || (fits && known.asked) };
}

/** Prices for a picture of another size are no more than a guess for this one. */
function estimated({ editors, budget }: Offers): Offers {
  return { editors: editors.map((editor) => ({ ...editor, priceEstimated: !editor.free })), budget };
}

import { AsyncLocalStorage } from "node:async_hooks";

/**
 * For whom something is done: the hash of an address, and of the owner's cookie where there is one. Who has no cookie
 * yet, or makes up a new one for each request, is one client with all others behind the address.
 */
export type Share = { client: string; browser: string | null };

// Next loads this module once for its routes and once for what runs beside them.
const kept = globalThis as { mizualShare?: AsyncLocalStorage<Share> };
const storage = (kept.mizualShare ??= new AsyncLocalStorage<Share>());

/** Of a client's hash enough to tell clients apart, and not the whole where it is kept elsewhere than in an edit's row. */
export const shareKey = (hash: string): string => hash.slice(0, 16);

/**
 * Does something, and all that it waits for, on somebody's account: what it takes of places that all share
 * counts as theirs.
 *
 *     await withShare({ client: client.hash, browser: client.ownerHash }, () => handle(request));
 */
export const withShare = <T>(share: Share, work: () => T): T => storage.run(share, work);

/** For whom the calling code works; `null`: for nobody in particular, such as the clean-up. */
export const currentShare = (): Share | null => storage.getStore() ?? null;

type Options = {
  /** Works at once, of all together. */
  places: number;
  /** Works at once of one client: fewer, so that another never waits for a place of its own. */
  perClient: number;
};

type Waiting = { share: Share | null; go: () => void };

/**
 * Places that all clients share. Next is who has the fewest at work (first by client, then by browser), and of
 * those who waited longest; with a place less for each client than there are, one client that asks for all of them
 * leaves one for the next.
 *
 *     const places = createFairPlaces({ places: 3, perClient: 2 });
 *     const pixels = await places.run(() => decode(bytes));
 */
export function createFairPlaces({ places, perClient }: Options): {
  /** Whether the caller would begin at once. */
  isFree(): boolean;
  /** Runs a work in a place, once there is one for whom it is done ({@link currentShare}); answers and throws as it does. */
  run<T>(work: () => Promise<T>): Promise<T>;
} {
  const waiting: Waiting[] = [];
  const atWork = new Map<string | null, number>();
  let busy = 0;

  const clientOf = (share: Share | null): string | null => share?.client ?? null;
  const browserOf = (share: Share | null): string => `${share?.client ?? ""}\0${share?.browser ?? ""}`;
  const countOf = (key: string | null): number => atWork.get(key) ?? 0;

  const hasPlace = (share: Share | null): boolean =>
    busy < places && (share === null || countOf(clientOf(share)) < perClient);

  function count(share: Share | null, by: 1 | -1): void {
    busy += by;
    for (const key of [clientOf(share), browserOf(share)]) {
      const left = countOf(key) + by;
      if (left > 0) atWork.set(key, left);
      else atWork.delete(key);
    }
  }

  /** Gives free places to those who are next, in that very turn: nobody who comes now passes them. */
  function fill(): void {
    for (;;) {
      const [first, ...others] = waiting.filter(({ share }) => hasPlace(share));
      if (first === undefined) return;
      const next = others.reduce((best, each) => (isBefore(each, best) ? each : best), first);
      waiting.splice(waiting.indexOf(next), 1);
      count(next.share, 1);
      next.go();
    }
  }

  function isBefore(one: Waiting, other: Waiting): boolean {
    const byClient = countOf(clientOf(one.share)) - countOf(clientOf(other.share));
    return byClient < 0 || (byClient === 0 && countOf(browserOf(one.share)) < countOf(browserOf(other.share)));
  }

  return {
    isFree: () => hasPlace(currentShare()),
    async run(work) {
      const share = currentShare();
      if (hasPlace(share)) count(share, 1);
      else await new Promise<void>((resolve) => waiting.push({ share, go: resolve }));
      try {
        return await work();
      } finally {
        count(share, -1);
        fill();
      }
    },
  };
}

import { AsyncLocalStorage } from "node:async_hooks";

/**
 * For whom something is done: the hash of an address, and of the owner's cookie where there is one. Who has no cookie
 * yet, or makes up a new one for each request, is one client with all others behind the address.
 */
export type Account = { client: string; browser: string | null };

// Next loads this module once for its routes and once for what runs beside them.
const kept = globalThis as { mizualAccount?: AsyncLocalStorage<Account> };
const storage = (kept.mizualAccount ??= new AsyncLocalStorage<Account>());

/** Of a client's hash enough to tell clients apart, and not the whole where it is kept elsewhere than in an edit's row. */
export const accountKey = (hash: string): string => hash.slice(0, 16);

/**
 * Does something, and all that it waits for, on somebody's account: what it takes of places that all share
 * counts as theirs.
 *
 *     await withAccount({ client: client.hash, browser: client.ownerHash }, () => handle(request));
 */
export const withAccount = <T>(account: Account, work: () => T): T => storage.run(account, work);

/** For whom the calling code works; `null`: for nobody in particular, such as the clean-up. */
export const currentAccount = (): Account | null => storage.getStore() ?? null;

type Options = {
  /** Works at once, of all together. */
  places: number;
  /** Works at once of one client: fewer, so that another never waits for a place of its own. */
  perClient: number;
};

type Waiting = { account: Account | null; go: () => void };

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
  /** How many are at work, and how many wait. */
  now(): { busy: number; waiting: number };
  /** Runs a work in a place, once there is one for whom it is done ({@link currentAccount}); answers and throws as it does. */
  run<T>(work: () => Promise<T>): Promise<T>;
} {
  const waiting: Waiting[] = [];
  const atWork = new Map<string | null, number>();
  let busy = 0;

  const clientOf = (account: Account | null): string | null => account?.client ?? null;
  const browserOf = (account: Account | null): string => `${account?.client ?? ""}\0${account?.browser ?? ""}`;
  const countOf = (key: string | null): number => atWork.get(key) ?? 0;

  const hasPlace = (account: Account | null): boolean =>
    busy < places && (account === null || countOf(clientOf(account)) < perClient);

  function count(account: Account | null, by: 1 | -1): void {
    busy += by;
    for (const key of [clientOf(account), browserOf(account)]) {
      const left = countOf(key) + by;
      if (left > 0) atWork.set(key, left);
      else atWork.delete(key);
    }
  }

  /** Gives free places to those who are next, in that very turn: nobody who comes now passes them. */
  function fill(): void {
    for (;;) {
      const [first, ...others] = waiting.filter(({ account }) => hasPlace(account));
      if (first === undefined) return;
      const next = others.reduce((best, each) => (isBefore(each, best) ? each : best), first);
      waiting.splice(waiting.indexOf(next), 1);
      count(next.account, 1);
      next.go();
    }
  }

  function isBefore(one: Waiting, other: Waiting): boolean {
    const byClient = countOf(clientOf(one.account)) - countOf(clientOf(other.account));
    return byClient < 0 || (byClient === 0 && countOf(browserOf(one.account)) < countOf(browserOf(other.account)));
  }

  return {
    isFree: () => hasPlace(currentAccount()),
    now: () => ({ busy, waiting: waiting.length }),
    async run(work) {
      const account = currentAccount();
      if (hasPlace(account)) count(account, 1);
      else await new Promise<void>((resolve) => waiting.push({ account, go: resolve }));
      try {
        return await work();
      } finally {
        count(account, -1);
        fill();
      }
    },
  };
}

import os from "node:os";
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
  /** Places, or bytes, or whatever is shared: what all together may have at once. */
  most: number;
  /** What one client may have at once: less, so that another never waits for a place of its own. */
  perClient?: number;
};

type Waiting = { account: Account | null; amount: number; go: () => void };

/** How a work that has to wait is told of it, and may stop. */
type Patience = { signal?: AbortSignal | undefined; wait?: () => void; begin?: () => Promise<void> };

/**
 * What all clients share. Next is who has the least at work (first by client, then by browser), and of those who waited
 * longest; nobody smaller passes who is next, so that large work begins too, and what asks for more than there is runs
 * alone. With a place less for each client than there are, one that asks for all of them leaves one for the next.
 *
 *     const places = createFairShare({ most: 3, perClient: 2 });
 *     const pixels = await places.run(() => decode(bytes));
 */
export function createFairShare({ most, perClient = most }: Options): {
  readonly most: number;
  /** Whether the caller would begin at once. */
  isFree(amount?: number): boolean;
  /** How much is at work, and how many wait. */
  now(): { busy: number; waiting: number };
  /**
   * Runs a work that takes a place, or so much, once it is free for whom it is done ({@link currentAccount}); answers and
   * throws as it does.
   * @throws what `signal` was aborted with while it waited, and what `begin` throws, which is called after that.
   */
  run<T>(work: () => Promise<T>, amount?: number, patience?: Patience): Promise<T>;
} {
  const waiting: Waiting[] = [];
  const atWork = new Map<string | null, number>();
  let busy = 0;

  const clientOf = (account: Account | null): string | null => account?.client ?? null;
  const browserOf = (account: Account | null): string => `${account?.client ?? ""}\0${account?.browser ?? ""}`;
  const countOf = (key: string | null): number => atWork.get(key) ?? 0;

  type Share = Pick<Waiting, "account" | "amount">;

  const isWithin = ({ account, amount }: Share): boolean =>
    account === null || countOf(clientOf(account)) + amount <= perClient;

  /** Who is next of those who may have more; what they wait for may not be free yet. */
  const findNext = (): Waiting | undefined => {
    const [first, ...others] = waiting.filter(isWithin);
    return first && others.reduce((best, each) => (isBefore(each, best) ? each : best), first);
  };

  const mayBegin = (share: Share): boolean =>
    isWithin(share) && busy + share.amount <= most && findNext() === undefined;

  function count({ account, amount }: Share, by: 1 | -1): void {
    busy += by * amount;
    for (const key of [clientOf(account), browserOf(account)]) {
      const left = countOf(key) + by * amount;
      if (left > 0) atWork.set(key, left);
      else atWork.delete(key);
    }
  }

  /** Gives what is free to those who are next, in that very turn: nobody who comes now passes them. */
  function fill(): void {
    for (let next = findNext(); next !== undefined && busy + next.amount <= most; next = findNext()) {
      waiting.splice(waiting.indexOf(next), 1);
      count(next, 1);
      next.go();
    }
  }

  function isBefore(one: Waiting, other: Waiting): boolean {
    const byClient = countOf(clientOf(one.account)) - countOf(clientOf(other.account));
    return byClient < 0 || (byClient === 0 && countOf(browserOf(one.account)) < countOf(browserOf(other.account)));
  }

  /** Comes back once the share is counted as at work. */
  const wait = (share: Share, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        waiting.splice(waiting.indexOf(place), 1);
        reject(signal?.reason as Error);
        fill();
      };
      const go = (): void => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const place: Waiting = { ...share, go };
      signal?.addEventListener("abort", stop, { once: true });
      waiting.push(place);
    });

  const shareOf = (amount: number): Share => ({ account: currentAccount(), amount: Math.min(amount, most) });

  return {
    most,
    isFree: (amount = 1) => mayBegin(shareOf(amount)),
    now: () => ({ busy, waiting: waiting.length }),
    async run(work, amount = 1, { signal, wait: tell, begin } = {}) {
      signal?.throwIfAborted();
      const share = shareOf(amount);
      const isNow = mayBegin(share);
      if (isNow) {
        count(share, 1);
      } else {
        tell?.();
        await wait(share, signal);
      }
      try {
        if (!isNow) await begin?.();
        return await work();
      } finally {
        count(share, -1);
        fill();
      }
    },
  };
}

const MIB = 1024 * 1024;

/**
 * What the process takes without any picture, in bytes: 400 to 620 MB with the embedded database, and 670 once the engine
 * has been used, where `MALLOC_ARENA_MAX` is 2 as in the container (2026-12-01).
 */
const OWN_BYTES = 704 * MIB;

/** Whatever the machine has, a phone's photo of 12 megapixels can be worked on. */
const LEAST_BYTES = 288 * MIB;

/** What the container or the machine has, in bytes. */
function memoryLimit(): number {
  const ofContainer = process.constrainedMemory();
  return ofContainer > 0 ? Math.min(ofContainer, os.totalmem()) : os.totalmem();
}

/** How much of so many bytes of memory work on pictures may take at once, in bytes. */
export const memoryForPictures = (limit: number): number => Math.max(LEAST_BYTES, limit - OWN_BYTES);

// Next loads this module once for its routes and once for what runs beside them: one memory for both.
const shared = globalThis as { mizualPictureMemory?: ReturnType<typeof createFairShare> };

/** The memory, in bytes, that all work on pictures in this process shares. */
export const pictureMemory = (shared.mizualPictureMemory ??= createFairShare({
  most: memoryForPictures(memoryLimit()),
}));

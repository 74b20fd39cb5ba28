import os from "node:os";
import { AsyncLocalStorage } from "node:async_hooks";
import { offerReading } from "./observe";

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

type ForPlace = { account: Account | null; go: () => void };

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
  const waiting: ForPlace[] = [];
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

  function isBefore(one: ForPlace, other: ForPlace): boolean {
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

const MIB = 1024 * 1024;

/**
 * What the process takes without any picture, in bytes: 400 to 620 MB with the embedded database, and 670 once the engine
 * has been used, where `MALLOC_ARENA_MAX` is 2 as in the container (2026-12-01).
 */
const OWN_BYTES = 704 * MIB;

/** Whatever the machine is, a photo from a phone can be worked on. */
const LEAST_BYTES = 192 * MIB;

/** What the container or the machine has, in bytes. */
function memoryLimit(): number {
  const ofContainer = process.constrainedMemory();
  return ofContainer > 0 ? Math.min(ofContainer, os.totalmem()) : os.totalmem();
}

/** How much of so many bytes of memory work on pictures may take at once, in bytes. */
export const memoryForPictures = (limit: number): number => Math.max(LEAST_BYTES, limit - OWN_BYTES);

type ForMemory = { client: string | null; bytes: number; go: () => void };

/** How those who wait are told of it, and may stop. */
type Patience = { signal?: AbortSignal | undefined; wait?: () => void; begin?: () => Promise<void> };

/**
 * Memory that works share: each begins when what it takes is free. Next is whose client has the least at work, and of
 * those who waited longest; nobody smaller passes who is next, so that large work begins too. What takes more than there
 * is runs alone.
 *
 *     const memory = createMemory(memoryForPictures(2 ** 31));
 *     const pixels = await memory.run(width * height * 4, () => decode(bytes));
 */
export function createMemory(most: number): {
  /** All that there is, in bytes. */
  readonly most: number;
  /** Bytes that are taken, and how many works wait. */
  now(): { taken: number; waiting: number };
  /**
   * Runs a work that takes so many bytes; answers and throws as it does.
   * @throws what `signal` was aborted with while it waited.
   */
  run<T>(bytes: number, work: () => Promise<T>, patience?: Patience): Promise<T>;
} {
  const waiting: ForMemory[] = [];
  const ofClients = new Map<string | null, number>();
  let taken = 0;

  const countOf = (client: string | null): number => ofClients.get(client) ?? 0;

  function count({ client, bytes }: Pick<ForMemory, "client" | "bytes">, by: 1 | -1): void {
    taken += by * bytes;
    const left = countOf(client) + by * bytes;
    if (left > 0) ofClients.set(client, left);
    else ofClients.delete(client);
  }

  function fill(): void {
    for (;;) {
      const [first, ...others] = waiting;
      if (first === undefined) return;
      const next = others.reduce((best, each) => (countOf(each.client) < countOf(best.client) ? each : best), first);
      if (taken + next.bytes > most) return;
      waiting.splice(waiting.indexOf(next), 1);
      count(next, 1);
      next.go();
    }
  }

  async function wait(
    share: Pick<ForMemory, "client" | "bytes">,
    { signal, wait: tell, begin }: Patience,
  ): Promise<void> {
    tell?.();
    await new Promise<void>((resolve, reject) => {
      const place: ForMemory = {
        ...share,
        go: () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
      };
      const stop = (): void => {
        waiting.splice(waiting.indexOf(place), 1);
        reject(signal?.reason as Error);
        fill();
      };
      signal?.addEventListener("abort", stop, { once: true });
      waiting.push(place);
    });
    await begin?.();
  }

  return {
    most,
    now: () => ({ taken, waiting: waiting.length }),
    async run(bytes, work, patience = {}) {
      patience.signal?.throwIfAborted();
      const share = { client: currentAccount()?.client ?? null, bytes: Math.min(bytes, most) };
      const isFree = waiting.length === 0 && taken + share.bytes <= most;
      if (isFree) count(share, 1);
      let has = isFree;
      try {
        if (!isFree) {
          await wait(share, {
            ...patience,
            begin: async () => {
              has = true;
              await patience.begin?.();
            },
          });
        }
        return await work();
      } finally {
        if (has) {
          count(share, -1);
          fill();
        }
      }
    },
  };
}

// Next loads this module once for its routes and once for what runs beside them: one memory for both.
const shared = globalThis as { mizualPictureMemory?: ReturnType<typeof createMemory> };

/** What all work on pictures in this process shares. */
export const pictureMemory = (shared.mizualPictureMemory ??= createMemory(memoryForPictures(memoryLimit())));
offerReading("memory", () => pictureMemory.now());

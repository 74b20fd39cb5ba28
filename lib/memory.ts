import os from "node:os";
import { currentAccount } from "./fair-share";
import { offerReading } from "./observe";

const MIB = 1024 * 1024;

/** What the process takes without any picture, in bytes: 470 to 610 MB with the embedded database (2026-12-01). */
const OWN_BYTES = 512 * MIB;

/** Whatever the machine is, a photo from a phone can be worked on. */
const LEAST_BYTES = 192 * MIB;

/** What the container or the machine has, in bytes. */
function memoryLimit(): number {
  const ofContainer = process.constrainedMemory();
  return ofContainer > 0 ? Math.min(ofContainer, os.totalmem()) : os.totalmem();
}

/** How much of so many bytes of memory work on pictures may take at once, in bytes. */
export const memoryForPictures = (limit: number): number => Math.max(LEAST_BYTES, limit - OWN_BYTES);

type Waiting = { client: string | null; bytes: number; go: () => void };

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
  const waiting: Waiting[] = [];
  const ofClients = new Map<string | null, number>();
  let taken = 0;

  const countOf = (client: string | null): number => ofClients.get(client) ?? 0;

  function count({ client, bytes }: Pick<Waiting, "client" | "bytes">, by: 1 | -1): void {
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
    share: Pick<Waiting, "client" | "bytes">,
    { signal, wait: tell, begin }: Patience,
  ): Promise<void> {
    tell?.();
    await new Promise<void>((resolve, reject) => {
      const place: Waiting = {
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

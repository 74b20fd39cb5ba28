import { AppError } from "@/lib/errors";

/** How many works of one client may wait or run; what a page asks for at once is fewer. */
const MOST = 6;

/** Lets each client have one work done at a time, so that no client takes every place of a queue that all share. */
export function createClientTurns(most = MOST) {
  const clients = new Map<string, { last: Promise<unknown>; count: number }>();
  return {
    /**
     * @param client whatever tells clients apart.
     * @throws {AppError} UNAVAILABLE when this client has too many waiting; what `work` throws.
     */
    async run<T>(client: string, work: () => Promise<T>): Promise<T> {
      const line = clients.get(client) ?? { last: Promise.resolve(), count: 0 };
      if (line.count >= most) throw new AppError("UNAVAILABLE", { retryAfterSeconds: 5 });
      clients.set(client, line);
      line.count += 1;
      const mine = line.last.then(work);
      line.last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        line.count -= 1;
        if (line.count === 0) clients.delete(client);
      }
    },
  };
}

// Next loads this module once for its routes and once for what runs beside them.
const shared = globalThis as { mizualConversionTurns?: ReturnType<typeof createClientTurns> };

/** The turns of all that ask for another form of a picture. */
export const conversionTurns = (shared.mizualConversionTurns ??= createClientTurns());

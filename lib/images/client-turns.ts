import { AppError } from "@/lib/errors";
import type { Requester } from "@/lib/limits/rate-limiter";

/** How many works may wait or run: of one browser, whose page asks for fewer at once, and of all behind one address. */
const MOST = { browser: 6, address: 24 };

/** `last`: by whose works go one after the other. */
type Line = { last: Map<string | null, Promise<unknown>>; count: number; browsers: Map<string | null, number> };

/**
 * Lets each address have one work done at a time, so that none takes every place of a queue that all share; with `apart`
 * each browser by itself, so that nobody waits for others behind the same address.
 */
export function createClientTurns(most = MOST, { apart = false } = {}) {
  const lines = new Map<string, Line>();
  return {
    /**
     * @param requester a browser that says nothing of itself shares its number with others of its address that do not.
     * @throws {AppError} UNAVAILABLE when too many of this browser or address are waiting; what `work` throws.
     */
    async run<T>({ address, browser }: Requester, work: () => Promise<T>): Promise<T> {
      const line: Line = lines.get(address) ?? { last: new Map(), count: 0, browsers: new Map() };
      const own = line.browsers.get(browser) ?? 0;
      if (own >= most.browser || line.count >= most.address)
        throw new AppError("UNAVAILABLE", { retryAfterSeconds: 5 });
      lines.set(address, line);
      line.count += 1;
      line.browsers.set(browser, own + 1);
      const whose = apart ? browser : null;
      const mine = (line.last.get(whose) ?? Promise.resolve()).then(work);
      line.last.set(
        whose,
        mine.catch(() => undefined),
      );
      try {
        return await mine;
      } finally {
        line.count -= 1;
        const left = (line.browsers.get(browser) ?? 1) - 1;
        if (left > 0) line.browsers.set(browser, left);
        else {
          line.browsers.delete(browser);
          if (apart) line.last.delete(browser);
        }
        if (line.count === 0) lines.delete(address);
      }
    },
  };
}

// Next loads this module once for its routes and once for what runs beside them.
const shared = globalThis as { mizualConversionTurns?: ReturnType<typeof createClientTurns> };

/** The turns of all that ask for another form of a picture. */
export const conversionTurns = (shared.mizualConversionTurns ??= createClientTurns());

const TRIES = 4;

/** Tries again after 250, 500 and 1000 ms what must not be lost to a short outage; then throws what it threw last. */
export async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 125 * 2 ** attempt));
    }
  }
}

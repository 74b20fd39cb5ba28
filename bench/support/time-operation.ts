import type { Operation } from "@/lib/ai/editor/local/operation";
import { decode, encode } from "@/lib/ai/editor/local/render";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import { quietWork } from "@/lib/ai/editor/local/work";
import { AppError } from "@/lib/errors";
import { exampleOf } from "./example-of";
import { median } from "./statistics";

type Timed = { seconds: number; problem: string | null };

/** Times operations on one picture, in seconds, with what each says where it does nothing. */
export async function createStopwatch(jpeg: Buffer, width: number, height: number, rounds: number) {
  const facts = await measureBytes(jpeg, width, height);
  const source = await decode(jpeg);
  const copy = () => ({ ...source, data: Buffer.from(source.data) });
  const work = { ...quietWork(), version: async () => copy() };
  const timed = async (act: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await act();
    return (performance.now() - start) / 1000;
  };

  return {
    /** Decoding the JPEG and encoding the result: what every edit costs at least. */
    floor: async (): Promise<number> =>
      median(await repeated(rounds, () => timed(async () => encode(await decode(jpeg))))),
    operation: async (operation: Operation): Promise<Timed> => {
      try {
        const params = exampleOf(operation, facts);
        const times = await repeated(rounds, async () => {
          const raster = copy();
          return timed(() => operation.apply(raster, params, work));
        });
        return { seconds: median(times), problem: null };
      } catch (error) {
        const problem = error instanceof AppError ? error.code : String(error).slice(0, 60);
        return { seconds: Number.NaN, problem };
      }
    },
  };
}

async function repeated(rounds: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push(await measure());
  return values;
}

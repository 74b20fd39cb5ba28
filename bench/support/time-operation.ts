import type { Operation } from "@/lib/ai/editor/local/operation";
import { decode, encode } from "@/lib/ai/editor/local/render";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import { quietWork } from "@/lib/ai/editor/local/work";
import { AppError } from "@/lib/errors";
import { exampleOf } from "./example-of";
import { median } from "./statistics";

/** In seconds: by the clock, and of the processor, all threads together. */
export type Timing = { seconds: number; cpu: number };

type Timed = Timing & { problem: string | null };

/** Times operations on one picture, with what each says where it does nothing. */
export async function createStopwatch(jpeg: Buffer, width: number, height: number, rounds: number) {
  const facts = await measureBytes(jpeg, width, height);
  const source = await decode(jpeg);
  const copy = () => ({ ...source, data: Buffer.from(source.data) });
  const work = { ...quietWork(), version: async () => copy() };

  async function repeated(prepare: () => () => Promise<unknown>): Promise<Timing> {
    const timings: Timing[] = [];
    for (let round = 0; round < rounds; round++) timings.push(await timingOf(prepare()));
    return { seconds: median(timings.map(({ seconds }) => seconds)), cpu: median(timings.map(({ cpu }) => cpu)) };
  }

  return {
    /** Decoding the JPEG and encoding the result: what every edit costs at least. */
    floor: (): Promise<Timing> => repeated(() => async () => encode(await decode(jpeg))),
    operation: async (operation: Operation): Promise<Timed> => {
      try {
        const params = exampleOf(operation, facts);
        const timing = await repeated(() => {
          const raster = copy();
          return () => operation.apply(raster, params, work);
        });
        return { ...timing, problem: null };
      } catch (error) {
        const problem = error instanceof AppError ? error.code : String(error).slice(0, 60);
        return { seconds: Number.NaN, cpu: Number.NaN, problem };
      }
    },
  };
}

async function timingOf(act: () => Promise<unknown>): Promise<Timing> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await act();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpu: (user + system) / 1e6 };
}

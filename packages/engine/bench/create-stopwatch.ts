import { EngineError } from "../errors";
import { OPERATIONS } from "../operations";
import { measureBytes } from "../pixels/measure";
import { decode, encode, render } from "../render";
import { quietWork } from "../work";
import { exampleOf } from "./example-of";
import { median } from "./statistics";

/** In seconds: by the clock, and of the processor, all threads together. */
export type Timing = { seconds: number; cpu: number };

export type Timed = Timing & { name: string; problem: string | null };

/** Times operations on one picture, with what each says where it does nothing. */
export async function createStopwatch(jpeg: Buffer, rounds: number) {
  const source = await decode(jpeg);
  const facts = await measureBytes(jpeg, source.width, source.height);
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
    operation: async (name: string): Promise<Timed> => {
      try {
        const operation = OPERATIONS.find((candidate) => candidate.name === name);
        if (operation === undefined) throw new Error("No such operation");
        const planned = exampleOf(operation, facts);
        const timing = await repeated(() => {
          const raster = copy();
          return () => render(raster, [planned], work);
        });
        return { name, ...timing, problem: null };
      } catch (error) {
        const problem = error instanceof EngineError ? error.code : String(error).slice(0, 60);
        return { name, seconds: 0, cpu: 0, problem };
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

import { readFile } from "node:fs/promises";
import { EngineError } from "../errors";
import { OPERATIONS } from "../operations";
import { measureBytes } from "../pixels/measure";
import { decode, encode, render } from "../render";
import { quietWork } from "../work";
import { createStopwatch } from "./create-stopwatch";
import { exampleOf } from "./example-of";

// A process of the benchmark's own, bundled as the product is (see `runEngine`). Prints one JSON a line.
//   time photo.jpg rounds operation …   the floor before every fifth operation, and each operation
//   memory photo.jpg [operation]        the most memory the process ever had resident, in megabytes
const FLOOR_EVERY = 5;

const [mode, photo = "", ...rest] = process.argv.slice(2);
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const jpeg = await readFile(photo);

if (mode === "time") {
  const [rounds, ...names] = rest;
  const stopwatch = await createStopwatch(jpeg, Number(rounds));
  // Only warms up.
  await stopwatch.floor();
  for (const [index, name] of names.entries()) {
    if (index % FLOOR_EVERY === 0) say({ name: null, ...(await stopwatch.floor()) });
    say(await stopwatch.operation(name));
  }
} else {
  const [name] = rest;
  let problem: string | null = null;
  try {
    const source = await decode(jpeg);
    const operation = OPERATIONS.find((candidate) => candidate.name === name);
    const facts = await measureBytes(jpeg, source.width, source.height);
    const operations = operation === undefined ? [] : [exampleOf(operation, facts)];
    await encode(await render(source, operations, { ...quietWork(), version: () => decode(jpeg) }));
  } catch (error) {
    problem = error instanceof EngineError ? error.code : String(error);
  }
  say({ megabytes: process.resourceUsage().maxRSS / 1024, problem });
}

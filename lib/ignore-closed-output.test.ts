import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

// Says something until it is told to end, with what it ends by in its exit code.
const CHILD = `
  import { ignoreClosedOutput } from "./lib/ignore-closed-output.ts";
  if (process.argv[1] === "ignore") ignoreClosedOutput();
  let lines = 0;
  setInterval(() => {
    console.log("a line");
    if (++lines === 20) process.exit(7);
  }, 5);
`;

async function endOf(guard: "ignore" | "not"): Promise<number | null> {
  const args = ["--import", "tsx", "--input-type=module", "--eval", CHILD, guard];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

test("a process goes on when nobody reads its output any more, and would not do so by itself", async () => {
  expect(await endOf("not")).toBe(1);
  expect(await endOf("ignore")).toBe(7);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export type Child = {
  pid: number;
  /** Waits until the child has written `text` to its standard output; rejects when it ends without. */
  says(text: string): Promise<void>;
  /** Kills it as a power failure would and waits for its end. */
  kill(): Promise<void>;
  /** Its end: exit code (null when killed) and everything it wrote. */
  ended: Promise<{ code: number | null; output: string; errors: string }>;
};

/** Starts a TypeScript file of this repository as a process of its own, with this environment added. */
export function runChild(file: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ["--import", "tsx", path.resolve(file), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = endOf(child).then((code) => ({ code, output, errors }));
  return {
    pid: child.pid ?? 0,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        look();
        child.stdout.on("data", look);
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before saying ${text}: ${output}${errors}`)),
        );
      }),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  await once(child, "close");
  return child.exitCode;
}

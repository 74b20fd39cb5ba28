import { type Env, parseEnv } from "@/lib/config/env";
import { startLine } from "@/lib/health/start-line";
import { logConsole } from "@/lib/http/console-lines";
import { installServerWire } from "@/lib/http/server-wire";
import { ignoreClosedOutput } from "@/lib/ignore-closed-output";
import { createLog } from "@/lib/log";
import { enhancingProvider, PROVIDERS } from "@/lib/providers/registry";
import { refuseToStart } from "./refuse-to-start";

/**
 * Starts a function of Vercel's with its first request that needs more than the process itself: checks the environment
 * and says what it will use. Not when the process starts: what Next runs then has modules of its own, so that they would
 * be loaded twice. A wrong configuration ends the function with a sentence.
 */
export function startFunction(): Env {
  ignoreClosedOutput();
  try {
    const env = parseEnv(process.env);
    const free = (id: string): boolean => PROVIDERS.find(({ name }) => name === id)?.key === null;
    const line = startLine({
      env,
      blobs: { name: env.images.kind },
      limiter: { name: env.limits.kind },
      enhancer: { name: enhancingProvider(env).name },
      editors: env.editors.map((id) => ({ id, free: free(id) })),
    });
    const log = createLog();
    installServerWire(env, log);
    logConsole(log);
    process.stdout.write(`${line}\n`);
    return env;
  } catch (error) {
    return refuseToStart(error);
  }
}

import { parseEnv } from "@/lib/config/env";
import { startLine } from "@/lib/health/start-line";
import { installServerWire } from "@/lib/http/server-wire";
import { ignoreClosedOutput } from "@/lib/ignore-closed-output";
import { createLog } from "@/lib/log";
import { enhancingProvider, PROVIDERS } from "@/lib/providers/registry";
import { refuseToStart } from "./refuse-to-start";

/**
 * Starts a function of Vercel's: checks the environment and says what it will use. It opens nothing and loads little more,
 * for a function answers one request first, and many only look at an edit. A wrong configuration ends it with a sentence.
 */
export function startFunction(): void {
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
    installServerWire(env, createLog());
    process.stdout.write(`${line}\n`);
  } catch (error) {
    refuseToStart(error);
  }
}

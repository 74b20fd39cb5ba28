import { examine } from "@/lib/doctor/examine";
import { hideSecrets } from "@/lib/doctor/hide-secrets";
import { report } from "@/lib/doctor/report";
import { type Env, parseEnv } from "@/lib/config/env";
import { startLine } from "@/lib/health/start-line";
import { createCapabilities } from "@/lib/services";
import { createLog } from "@/lib/log";

// `npm run doctor`: what is configured, and whether it works. Exit code 0: all of it does; 1: something
// does not. Nothing is changed, nothing costs anything.
async function main(): Promise<number> {
  let env: Env;
  try {
    env = parseEnv(process.env);
  } catch (error) {
    const reasons = (error instanceof Error ? error.message : String(error)).split("; ");
    await say(["The environment is not right:", ...reasons].join("\n  "), process.stderr);
    return 1;
  }
  const capabilities = await createCapabilities(
    env,
    createLog(() => {}),
  );
  await say(`${startLine(capabilities)} (${env.environment})\n`);
  const findings = await examine(capabilities);
  await say(report(findings));
  return findings.some(({ state }) => state === "FAILS") ? 1 : 0;
}

function say(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve) => void stream.write(`${hideSecrets(text, process.env)}\n`, () => resolve()));
}

// Whatever was left without an answer must not be waited for.
process.exit(await main());

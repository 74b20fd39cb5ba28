import { openDatabase } from "@/db/client";
import { examine } from "@/lib/doctor/examine";
import { describeRun } from "@/lib/doctor/find-run";
import { hideSecrets } from "@/lib/doctor/hide-secrets";
import { report } from "@/lib/doctor/report";
import { spend } from "@/lib/doctor/spend";
import { type Env, parseEnv } from "@/lib/config/env";
import { isEditId } from "@/lib/edits/edit-id";
import { startLine } from "@/lib/health/start-line";
import { createLog } from "@/lib/log";
import { createCapabilities } from "@/lib/services";

/** What a command leaves behind: its exit code and the two streams that it wrote. */
type Ended = { code: 0 | 1; output: string; errors: string };

/**
 * Says what is configured by these variables, and whether it works; shows no secret of theirs. Nothing is changed,
 * nothing costs anything. What did not answer in time may still hold a connection: who called ends the process.
 * @returns code 0: all that is configured works; 1: something does not, or the variables do not hold together.
 */
export async function runDoctor(variables: Readonly<Record<string, string | undefined>>): Promise<Ended> {
  const shown = (lines: readonly string[]): string => hideSecrets(lines.map((line) => `${line}\n`).join(""), variables);
  let env: Env;
  try {
    env = parseEnv(variables);
  } catch (error) {
    const reasons = (error instanceof Error ? error.message : String(error)).split("; ");
    return { code: 1, output: "", errors: shown([["The environment is not right:", ...reasons].join("\n  ")]) };
  }
  const capabilities = await createCapabilities(
    env,
    createLog(() => {}),
  );
  const head = `${startLine(capabilities)} (${env.environment})\n`;
  const findings = await examine(capabilities);
  const code = findings.some(({ state }) => state === "FAILS") ? 1 : 0;
  return { code, output: shown([head, report(findings)]), errors: "" };
}

/**
 * `npm run doctor -- --edit ID`: what became of an edit and which run had it, by the database; changes nothing.
 * @returns code 1 where that cannot be told.
 */
export async function runLookUp(
  variables: Readonly<Record<string, string | undefined>>,
  editId: string,
): Promise<Ended> {
  const env = parseEnv(variables);
  if (env.database.kind === "pglite")
    return { code: 1, output: "", errors: "The embedded database is its server's alone: look at the log.\n" };
  if (!isEditId(editId)) return { code: 1, output: "", errors: "This is no id of an edit; it stands in its link.\n" };
  const handle = await openDatabase({ ...env, migrateEmbedded: false });
  try {
    const lines = await describeRun({ db: handle.db, env }, editId.toLowerCase());
    return { code: 0, output: lines.map((line) => `${line}\n`).join(""), errors: "" };
  } finally {
    await handle.close();
  }
}

/**
 * `npm run doctor -- --spend`: one cheapest edit, one round trip to the store and one run, after asking; shows no secret.
 * @param terminal where lines are printed as they come and questions are asked.
 * @returns the exit code.
 */
export async function runSpending(
  variables: Readonly<Record<string, string | undefined>>,
  { say, ask }: { say: (line: string) => void; ask: (question: string) => Promise<boolean> },
): Promise<0 | 1> {
  const capabilities = await createCapabilities(
    parseEnv(variables),
    createLog(() => {}),
  );
  const terminal = { ask, say: (line: string) => say(hideSecrets(line, variables)) };
  return (await spend(capabilities, terminal)) ? 0 : 1;
}

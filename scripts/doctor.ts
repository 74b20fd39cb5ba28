import { createInterface } from "node:readline/promises";
import { runDoctor, runLookUp, runSpending } from "./run-doctor";

// `npm run doctor`: what is configured, and whether it works, by its exit code as well. With `-- --spend` also what only
// a live account can tell, for at most three US cents; `--yes` answers the question before. With `-- --edit ID` nothing of
// that, but which run had an edit.
const say = (text: string, stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => void stream.write(text, () => resolve()));

async function ask(question: string): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

const asked = process.argv.indexOf("--edit");
const { code, output, errors } =
  asked === -1 ? await runDoctor(process.env) : await runLookUp(process.env, process.argv[asked + 1] ?? "");
await say(output, process.stdout);
await say(errors, process.stderr);
let exit: number = code;
if (asked === -1 && process.argv.includes("--spend") && errors === "") {
  const spent = await runSpending(process.env, { ask, say: (line) => void process.stdout.write(`${line}\n`) });
  exit = Math.max(code, spent);
}
// Whatever was left without an answer must not be waited for.
process.exit(exit);

import { runDoctor } from "./run-doctor";

// `npm run doctor`: what is configured, and whether it works, by its exit code as well.
const say = (text: string, stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => void stream.write(text, () => resolve()));

const { code, output, errors } = await runDoctor(process.env);
await say(output, process.stdout);
await say(errors, process.stderr);
// Whatever was left without an answer must not be waited for.
process.exit(code);

import { randomUUID } from "node:crypto";
import { sleep, withDeadline } from "@/lib/async";
import { blobKey, readBlob } from "@/lib/blob/blob-store";
import { openPixels } from "@/lib/images/decoder";
import { inspectPicture } from "@/lib/images/inspect";
import { RESULT_LIMITS } from "@/lib/images/limits";
import { checkResult } from "@/lib/images/normalise";
import type { ImageEditor } from "@/lib/providers/port";
import { type Capabilities, createTrialEditor, probes } from "@/lib/services";
import { plainReason } from "./plain-reason";

/** US dollars that a trial may cost at most. */
export const MOST_USD = 0.03;

type Terminal = {
  /** Prints a line. */
  say: (line: string) => void;
  /** Whether the operator agrees. */
  ask: (question: string) => Promise<boolean>;
};

/** Milliseconds for a whole edit, and for one call of anything else. */
const EDIT_MS = 180_000;
const CALL_MS = 30_000;

/**
 * Makes one edit with the cheapest model that the configured keys have, one round trip to the picture store and one
 * run, after asking, and says what hosts, statuses and sizes came of it and when: what only a live account can tell.
 * False when something did not work.
 */
export async function spend(capabilities: Pick<Capabilities, "env" | "blobs">, terminal: Terminal): Promise<boolean> {
  const { env, blobs } = capabilities;
  const { say } = terminal;
  const { editor, usd, why } = await affordableEditor(env);
  const what = [
    editor === null ? null : `one edit with ${editor.label} for about US$${usd}`,
    `one picture put into the store (${blobs.name}) and deleted`,
    env.inngest === null ? null : "one run that does nothing",
  ].filter((part) => part !== null);
  if (why !== null) say(why);
  const agreed = await terminal.ask(`This makes ${what.join(", ")}; at most US$${MOST_USD}. Go on?`);
  if (!agreed) {
    say("Nothing was made and nothing was spent.");
    return true;
  }
  const parts: [name: string, work: () => Promise<void>][] = [
    ...(editor === null ? [] : [["edit", () => tryEdit(editor, say)] as [string, () => Promise<void>]]),
    ["store", () => tryStore(blobs, say)],
    ["run", () => tryRun(env, say)],
  ];
  let works = true;
  for (const [name, work] of parts) {
    try {
      await work();
    } catch (error) {
      works = false;
      say(`FAILS  ${name}: ${plainReason(error)}`);
    }
  }
  return works;
}

/** The editor for the trial; `null`, and why in a sentence, where none costs little enough. */
async function affordableEditor(env: Capabilities["env"]) {
  const editor = await createTrialEditor(env);
  if (editor === null) return { editor: null, usd: 0, why: "No editor that costs anything is configured: no edit." };
  const cost = await editor.quote(PICTURE, AbortSignal.timeout(CALL_MS)).catch(() => null);
  if (cost !== null && cost.usd <= MOST_USD) return { editor, usd: cost.usd, why: null };
  const price = cost === null ? "an amount that is not known" : `US$${cost.usd}`;
  return {
    editor: null,
    usd: 0,
    why: `The cheapest edit with ${editor.label} costs ${price}, more than ${MOST_USD}: no edit.`,
  };
}

const PICTURE = { width: 512, height: 512 };

/** Two gradients, as a PNG. */
async function picture(): Promise<Uint8Array> {
  const { width, height } = PICTURE;
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) data.set([(at % width) / 2, Math.floor(at / width) / 2, 128], at * 3);
  return openPixels({ data, width, height, channels: 3 }).png().toBuffer();
}

const hostOfUrl = (url: string): string => (URL.canParse(url) ? new URL(url).host : "no address");

async function tryEdit(editor: ImageEditor, say: Terminal["say"]): Promise<void> {
  const started = performance.now();
  const line = (text: string): void => say(`${seconds(started)}  edit   ${text}`);
  const request = {
    attemptId: randomUUID(),
    prompt: "Make the whole picture a little warmer.",
    plan: null,
    picture: { bytes: await picture(), contentType: "image/png", ...PICTURE },
    mask: null,
    webhook: null,
    bestEffort: false,
  };
  const result = await withDeadline(EDIT_MS, "PROVIDER_TIMEOUT", async (signal) => {
    const submission = await editor.submit(request, signal);
    const { cost, model } = submission;
    const price = cost === null ? "no price told" : `US$${cost.usd}${cost.estimated ? " (estimated)" : ""}`;
    if (submission.state === "done") {
      line(`answered at once, model ${model}, ${price}`);
      return submission.picture;
    }
    const { pollingUrl, refusedHost = null } = submission;
    line(`accepted, model ${model}, ${price}, polled at ${hostOfUrl(pollingUrl)}`);
    if (refusedHost !== null) line(`the polling address was at ${refusedHost}, which gets no key`);
    for (;;) {
      await sleep(1_000, signal);
      signal.throwIfAborted();
      const poll = await editor.poll(pollingUrl, signal);
      if (poll.state === "doubtful") line(`poll: ${String(poll.why.cause)}`);
      else line(`poll: ${poll.state}${poll.state === "running" && poll.progress !== null ? ` ${poll.progress}` : ""}`);
      if (poll.state !== "ready") continue;
      line(`result lies at ${hostOfUrl(poll.resultUrl)}`);
      return editor.fetch(poll.resultUrl, signal);
    }
  });
  const { format, width, height } = inspectPicture(result.bytes, RESULT_LIMITS);
  line(`result: ${format} (said to be ${result.contentType}), ${width} × ${height}, ${result.bytes.byteLength} bytes`);
  const { size } = await checkResult(result.bytes, "lossy");
  line(`ok, would be kept with ${size} bytes`);
}

async function tryStore(blobs: Capabilities["blobs"], say: Terminal["say"]): Promise<void> {
  const bytes = await picture();
  const key = blobKey("result", randomUUID(), "png");
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const value = await withDeadline(CALL_MS, "STORAGE_UNAVAILABLE", work);
    say(`${seconds(started)}  store  ${name}`);
    return value;
  };
  try {
    await timed(`put ${bytes.byteLength} bytes`, () => blobs.put(key, bytes, "image/png"));
    const back = await timed("got them back", async () => {
      const blob = await blobs.get(key);
      return blob === null ? null : readBlob(blob);
    });
    if (back === null || !Buffer.from(back).equals(bytes)) throw new Error("what came back is not what was put there");
  } finally {
    await timed("deleted", () => blobs.delete([key]));
  }
}

async function tryRun({ inngest }: Capabilities["env"], say: Terminal["say"]): Promise<void> {
  if (inngest === null) {
    say("         run    carried out in the server's own process: nothing to try from here");
    return;
  }
  const started = performance.now();
  const status = await probes.runRoundTrip(inngest, AbortSignal.timeout(CALL_MS));
  say(`${seconds(started)}  run    ${status}`);
  if (status !== "Completed") throw new Error(`the run ended as ${status}; is the app registered at Inngest?`);
}

const seconds = (started: number): string => `${((performance.now() - started) / 1000).toFixed(2)} s`.padStart(8);

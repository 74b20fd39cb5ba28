import type { Part } from "@/lib/health/parts";
import { type Capabilities, probes } from "@/lib/services";
import { examineDatabase } from "./examine-database";
import { examineEditor } from "./examine-editor";
import { examineEnhancer } from "./examine-enhancer";
import { examineImages } from "./examine-images";
import { examineLimits } from "./examine-limits";
import { examineRuns } from "./examine-runs";
import type { Examination, Finding } from "./finding";
import { plainReason } from "./plain-reason";

/** Longest time for one part, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Looks at every part at the same time, each once and without a trace; at least one finding of each. */
export async function examine(capabilities: Capabilities): Promise<Finding[]> {
  const { env } = capabilities;
  const parts: Record<Part, Examination[]> = {
    database: examineDatabase(env, probes),
    images: examineImages(capabilities),
    limits: examineLimits(capabilities),
    enhancer: examineEnhancer(env, probes),
    editor: examineEditor(env, probes),
    runs: examineRuns(env, probes),
  };
  const looks = Object.entries(parts).flatMap(([part, examinations]) =>
    examinations.map(async (one): Promise<Finding> => ({ part: part as Part, ...(await carryOut(one)) })),
  );
  return Promise.all(looks);
}

async function carryOut(examination: Examination): Promise<Omit<Finding, "part">> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`there was no answer within ${PATIENCE_MS / 1000} seconds`));
      controller.abort();
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([examination.look(controller.signal), late]);
  } catch (error) {
    const { subject, remedy } = examination;
    return { state: "FAILS", found: `${subject} does not work: ${plainReason(error)}.`, todo: remedy };
  } finally {
    clearTimeout(timer);
  }
}

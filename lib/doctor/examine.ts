import { withDeadline } from "@/lib/async";
import type { Part } from "@/lib/health/parts";
import { type Capabilities, probes } from "@/lib/services";
import { examineDatabase } from "./examine-database";
import { examineImages } from "./examine-images";
import { examineLimits } from "./examine-limits";
import { examineEditors, examineEnhancer } from "./examine-providers";
import { examineOrigin } from "./examine-origin";
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
    enhancer: examineEnhancer(env),
    editor: examineEditors(env),
    runs: examineRuns(env, probes),
    origin: examineOrigin(env),
  };
  const looks = Object.entries(parts).flatMap(([part, examinations]) =>
    examinations.map(async (one): Promise<Finding> => ({ part: part as Part, ...(await carryOut(one)) })),
  );
  return Promise.all(looks);
}

async function carryOut({ look, subject, remedy }: Examination): Promise<Omit<Finding, "part">> {
  const late = (ms: number): Error => new Error(`there was no answer within ${ms / 1000} seconds`);
  try {
    return await withDeadline(PATIENCE_MS, late, look);
  } catch (error) {
    return { state: "FAILS", found: `${subject} does not work: ${plainReason(error)}.`, todo: remedy };
  }
}

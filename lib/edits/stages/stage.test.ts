import { describe, expect, it } from "vitest";
import type { Services } from "@/lib/services";
import { enhanceStage } from "./enhance";
import { imageStage } from "./image";
import { answer, type DurableStep, runStep, type Stage } from "./stage";
import { uploadStage } from "./upload";

/** A runner that has these answers stored, one step after the other, and runs no work. */
function stored(...answers: string[]): DurableStep & { pauses: string[] } {
  const pauses: string[] = [];
  return {
    pauses,
    run: async () => answers.shift() ?? "over",
    sleep: async (_id, time) => void pauses.push(time),
  };
}

const run = (stage: Stage, step: DurableStep) =>
  stage.run({ editId: "an edit", runId: "a run", step, services: {} as Services });

const at = (step: DurableStep) => ({
  editId: "an edit",
  runId: "a run",
  status: "processing_image" as const,
  step,
  services: {} as Services,
});

describe("runStep", () => {
  it("stores a state, and its pause where there is one, as releases before did", async () => {
    const words: string[] = [];
    const step: DurableStep = {
      run: async (_id, work) => {
        words.push(await work());
        return words.at(-1) ?? "";
      },
      sleep: async () => {},
    };
    const states = ["running", "ready"] as const;
    expect(await runStep(at(step), "s", states, async () => answer("running", 5))).toEqual(answer("running", 5));
    expect(await runStep(at(step), "s", states, async () => answer("ready"))).toEqual(answer("ready"));
    expect(words).toEqual(["running:5", "ready"]);
  });

  it.each(["acccepted", "", "ready:soon", "ready:", "ready:-1", "done"])("does not take «%s» for an answer", (word) =>
    expect(runStep(at(stored(word)), "s", ["ready"], async () => answer("ready"))).rejects.toMatchObject({
      code: "INTERNAL",
      retryable: false,
    }),
  );
});

describe("a stage", () => {
  it("goes by the answers that a run in flight has stored", async () => {
    const step = stored("submit", "submit:7", "accepted", "running:5", "ready", "ready:2", "parked:5", "done");
    expect(await run(imageStage, step)).toBe("done");
    expect(step.pauses).toEqual(["7s", "5s", "2s", "5s"]);
  });

  it.each([
    ["image", imageStage, "acccepted"],
    ["image", imageStage, "later"],
    ["enhance", enhanceStage, "doen"],
    ["upload", uploadStage, "parked"],
  ] as const)("%s: an unknown answer is an error, never an end (%#)", async (_name, stage, word) => {
    await expect(run(stage, stored(word))).rejects.toMatchObject({ code: "INTERNAL" });
  });
});

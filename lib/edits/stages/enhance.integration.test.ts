import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { decodeQueue } from "@/lib/images/decoder";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { directStep, servicesOfFile } from "@/tests/services";
import { ENHANCE_MS } from "../budgets";
import { findEdit } from "../progress";
import { requestEdit } from "../request";
import { runEdit } from "../run";

const test = servicesOfFile();

it("an edit that waits for its turn at the decoder for longer than an enhancer may take is enhanced all the same", async () => {
  const services = {
    ...test.services,
    editors: [createScriptedEditor()],
    enhancer: {
      ...test.services.enhancer,
      enhance: async () => ({
        prompt: "make it much warmer",
        plan: { operations: [], notUnderstood: [] },
        notes: [],
        kinds: [],
      }),
    },
  };
  const request = editRequest(test.picture, { enhance: "auto" });
  const { editId } = await requestEdit(services, request, clientOf());
  // As many as there are places, as in a burst.
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const burst = Array.from({ length: 3 }, () => decodeQueue.run(0, 0, () => released));
  const running = runEdit({ editId, runId: randomUUID(), dispatch: 1 }, directStep, services);
  await pause(ENHANCE_MS + 1_000);
  // Nobody takes it for lost meanwhile.
  expect((await findEdit(services, editId))?.status).toBe("enhancing_prompt");
  release();
  await Promise.all(burst);
  expect(await running).toBe("completed");
  expect(await findEdit(services, editId)).toMatchObject({ enhanced: true, enhancedPrompt: "make it much warmer" });
});

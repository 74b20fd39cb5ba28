import { expect, test } from "vitest";
import type { Enhancement } from "./port";
import { remembering } from "./remembering";
import { UnusableAnswer } from "./read-enhancement";

const request = {
  prompt: "make it brighter",
  picture: { bytes: new Uint8Array(1), contentType: "image/png", width: 1, height: 1 },
  editor: "flux",
};
const enhancement: Enhancement = {
  prompt: "Brighten it.",
  plan: { operations: [], notUnderstood: [] },
  kinds: [],
  notes: [],
};

test("remembers how the service answered last", async () => {
  let next: Enhancement | Error = enhancement;
  const enhancer = remembering({
    name: "hosted",
    enhance: async () => {
      if (next instanceof Error) throw next;
      return next;
    },
  });
  const enhance = () => enhancer.enhance(request, new AbortController().signal);
  expect(enhancer.lastState?.()).toBeNull();

  next = new Error("503");
  await expect(enhance()).rejects.toThrow("503");
  expect(enhancer.lastState?.()).toEqual({ failing: true, lastAnsweredAt: null });

  next = enhancement;
  await expect(enhance()).resolves.toBe(enhancement);
  const state = enhancer.lastState?.();
  expect(state).toEqual({ failing: false, lastAnsweredAt: expect.any(Date) as Date });

  next = new Error("503");
  await expect(enhance()).rejects.toThrow("503");
  expect(enhancer.lastState?.()).toEqual({ failing: true, lastAnsweredAt: state?.lastAnsweredAt });

  next = new UnusableAnswer("the request was blocked: SAFETY");
  await expect(enhance()).rejects.toThrow("blocked");
  expect(enhancer.lastState?.()).toMatchObject({ failing: false });
});

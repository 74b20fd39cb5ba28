import type { EnhancerState, PromptEnhancer } from "./port";
import { UnusableAnswer } from "./read-enhancement";

/** An enhancer that remembers how its service answered last, for whoever wants to know without asking it. */
export function remembering(enhancer: PromptEnhancer): PromptEnhancer {
  let state: EnhancerState | null = null;
  const answered = (): void => void (state = { failing: false, lastAnsweredAt: new Date() });
  return {
    name: enhancer.name,
    lastState: () => state,
    enhance: async (request, signal) => {
      try {
        const enhancement = await enhancer.enhance(request, signal);
        answered();
        return enhancement;
      } catch (error) {
        // What it will not enhance, or not well, is an answer all the same.
        if (error instanceof UnusableAnswer) answered();
        else state = { failing: true, lastAnsweredAt: state?.lastAnsweredAt ?? null };
        throw error;
      }
    },
  };
}

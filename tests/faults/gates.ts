/** Where an outside call of the server stands: not yet forwarded, or answered and the answer not yet passed on. */
export type Phase = "before" | "after";

/** One moment of one call: the `nth` (from 1) call of this label since the gates last began to count. */
export type Point = { service: string; label: string; nth: number; phase: Phase };

/** What a lab does at a moment of a call; the call goes on once its promise is fulfilled. */
type Guard = (point: Point) => Promise<void> | void;

export type Gates = {
  /** Counts a call and waits before it is forwarded; `after` waits before its answer is passed on. */
  enter(service: string, label: string): Promise<{ after(): Promise<void> }>;
  /** Counts from nothing, with this guard at every gate; without one, all gates stand open. */
  guard(guard?: Guard): void;
};

/** What all gates of one lab share: the count of calls, and what is done at them. */
export function createGates(): Gates {
  let counts = new Map<string, number>();
  let guard: Guard | undefined;
  return {
    guard: (next) => {
      counts = new Map();
      guard = next;
    },
    enter: async (service, label) => {
      const name = `${service} ${label}`;
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      await guard?.({ service, label, nth, phase: "before" });
      return { after: async () => guard?.({ service, label, nth, phase: "after" }) };
    },
  };
}

/** A point in words, the same in each run: `postgres update "edits" set … [1], before`. */
export const nameOfPoint = ({ service, label, nth, phase }: Point): string => `${phase} ${service} ${label} [${nth}]`;

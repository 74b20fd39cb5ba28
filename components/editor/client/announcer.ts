type AnnouncerOptions = {
  /** Puts a text into the live region. */
  say: (text: string) => void;
  /** Milliseconds between two announcements that may wait. */
  every?: number;
};

export type Announcer = {
  /** A step on the way: at most one per 5 s; of several that wait, the last is said. */
  progress(text: string): void;
  /** An end or an answer to the person: said at once, in place of what waits. */
  outcome(text: string): void;
  stop(): void;
};

/** Paces what a screen reader hears, so that a fast edit doesn't talk over itself. */
export function createAnnouncer({ say, every = 5_000 }: AnnouncerOptions): Announcer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: string | null = null;
  let last = "";

  const speak = (text: string) => {
    last = text;
    say(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting;
      waiting = null;
      if (next !== null) speak(next);
    }, every);
  };

  return {
    progress: (text) => {
      if (text === last && waiting === null) return;
      if (timer === undefined) speak(text);
      else waiting = text;
    },
    outcome: (text) => {
      waiting = null;
      speak(text);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
    },
  };
}

import type { FaultName } from "./nemesis";

/** One way in which things go wrong, and what shows that the product lives with it. */
type NamedFault = {
  what: string;
  /** Tests, by file and words of their title. */
  held: ReadonlyArray<readonly [file: string, title: string]>;
  /** Faults of the random histories that bring it about among others. */
  drawn?: readonly FaultName[];
  /** Whether the kill sweep brings it about. */
  isSwept?: true;
  /** What of it no test brings about, and why. */
  open?: string;
};

const IMAGE = "lib/edits/stages/image";

/** All faults that are known to happen to a service like this one. Its test holds that the tests named here are there. */
export const NAMED_FAULTS: Readonly<Record<number, NamedFault>> = {
  1: {
    what: "death at any boundary of a submit",
    held: [["lib/edits/sweep.integration.test.ts", "deletes pictures whose request died before its row was written"]],
    drawn: ["kill"],
    isSwept: true,
  },
  2: {
    what: "the runner takes no events, or hangs, once the row is there",
    held: [
      ["lib/edits/sweep.integration.test.ts", "sends again what the runner did not take, under a new number, once"],
      ["lib/edits/looks.integration.test.ts", "finish an edit whose own event was lost"],
    ],
  },
  3: {
    what: "one event ten times, late, and under another id",
    held: [
      [
        "lib/edits/edit-races.integration.test.ts",
        "does not replay a failed edit by coming late under an earlier number",
      ],
      ["inngest/embedded/events.integration.test.ts", "delivered again under its seed starts one run"],
    ],
    drawn: ["delivered again"],
  },
  4: {
    what: "twenty equal submits at once, then other words under their key",
    held: [
      [
        "lib/edits/request.integration.test.ts",
        "answers 20 simultaneous equal submits with one edit and one stored picture",
      ],
      ["tests/hosted/faults.hosted.test.ts", "a key sent again while the server starts"],
    ],
  },
  5: {
    what: "a sender that is gone half-way, drips, or never ends its headers",
    held: [
      ["scripts/server-front.test.ts", "who sends too slowly is given up on"],
      ["tests/http-uploads.integration.test.ts", "is taken neither compressed nor cut short"],
    ],
  },
  6: {
    what: "a body that something in between cuts short",
    held: [
      ["tests/http-server.integration.test.ts", "a picture of 19 MB arrives whole"],
      ["tests/http-submit.integration.test.ts", "a picture that is cut short"],
    ],
  },
  7: {
    what: "the database away, silent, slow, out of connections, or waiting for a lock",
    held: [
      ["tests/http-database.integration.test.ts", "a database that is gone is 503 to everybody"],
      ["tests/http-database.integration.test.ts", "connections that go quiet end in 503"],
      ["db/dialects/servers.integration.test.ts", "does not wait for a lock for ever"],
      ["tests/hosted/faults.hosted.test.ts", "rows that stay locked"],
    ],
    drawn: ["database away", "database silent", "database slow", "connections ended", "rows locked"],
  },
  8: {
    what: "twenty follow-ups at once of the fourth version, and of the fifth",
    held: [
      ["lib/edits/request.integration.test.ts", "keeps 20 simultaneous follow-ups of a fourth edit, and 20 of a fifth"],
    ],
  },
  9: {
    what: "twenty ratings at once; before the end; after the deletion",
    held: [
      ["tests/http-feedback.integration.test.ts", "a second time, also when twenty come at once"],
      ["tests/http-feedback.integration.test.ts", "before the edit is completed"],
      ["lib/feedback/feedback.integration.test.ts", "for an edit that is being deleted"],
    ],
  },
  10: {
    what: "death at any boundary of a run",
    held: [
      ["tests/paid-crash.integration.test.ts", "SIGKILL anywhere in the edit stage pays an editor %s once at most"],
      ["tests/crash.integration.test.ts", "at every step boundary"],
    ],
    drawn: ["kill"],
    isSwept: true,
  },
  11: {
    what: "a stop in the middle of requests and runs",
    held: [
      ["scripts/server-front.test.ts", "while it stops, open requests end well"],
      ["inngest/embedded/leases.integration.test.ts", "stop hands back what is not done in time"],
      ["tests/hosted/faults.hosted.test.ts", "SIGTERM"],
    ],
    drawn: ["stop"],
  },
  12: {
    what: "taken by the provider, dead before the id is kept",
    held: [
      [
        "lib/edits/run.integration.test.ts",
        "never submits again when the process died between the call and its record",
      ],
    ],
    drawn: ["submit's reply lost"],
    isSwept: true,
  },
  13: {
    what: "a restart while the provider is asked",
    held: [["tests/flux.integration.test.ts", "lives through a restart while it is polled, with the same task"]],
    isSwept: true,
  },
  14: {
    what: "a run that was taken for dead and goes on",
    held: [
      ["lib/edits/run.integration.test.ts", "keeps a zombie from changing what a new run made"],
      [`${IMAGE}/turn.integration.test.ts`, "ends once, with its picture kept, when its step runs twice at once"],
    ],
    drawn: ["leases lost", "freeze"],
  },
  15: {
    what: "a replay of a failed edit, and of one that is done",
    held: [
      [
        "inngest/functions/edit.integration.test.ts",
        "replays a failed edit with one more submit, and a completed one with none",
      ],
    ],
  },
  16: {
    what: "a run that is canceled or lost without a word to the edit",
    held: [["lib/edits/run.integration.test.ts", "another run takes over once the first shows no life"]],
  },
  17: {
    what: "the runner's server dies and forgets its queue",
    held: [["lib/edits/sweep.integration.test.ts", "sends again what the runner did not take"]],
    open: "a real Inngest server is killed by hand alone: tests/inngest-server.integration.test.ts runs on one where there is one",
  },
  18: {
    what: "another release takes over with runs in flight",
    held: [
      ["lib/edits/stages/stage.test.ts", "as releases before did"],
      ["db/migrations/migrate.integration.test.ts", "lets an older release run on a newer schema"],
    ],
    open: "two builds are not switched under load",
  },
  19: {
    what: "several sweeps at once, and one that dies half-way",
    held: [["lib/edits/sweep.integration.test.ts", "under a new number, once"]],
    drawn: ["delivered again", "kill"],
  },
  20: {
    what: "more tasks than the provider has places for, and 429",
    held: [
      ["tests/flux.integration.test.ts", "never are more than 24 at the service"],
      ["tests/hosted/many-edits.hosted.test.ts", "although one submit in thirteen is refused"],
    ],
    drawn: ["submit refused"],
  },
  21: {
    what: "500, 503, refused and broken connections at submit and poll",
    held: [
      [`${IMAGE}/image.integration.test.ts`, "survives polls that fail, and is submitted once"],
      ["lib/providers/flux/adapter.test.ts", "costs nothing where %s"],
    ],
    drawn: ["submit breaks off before", "submit fails", "polls fail", "polls lost"],
  },
  22: {
    what: "a provider that hangs or drips",
    held: [["tests/flux.integration.test.ts", "is uncertain when the submit is never answered"]],
  },
  23: {
    what: "pending for ever, and ready just too late",
    held: [
      ["tests/flux.integration.test.ts", "is given up when its task never ends"],
      [`${IMAGE}/image.integration.test.ts`, "adopts a result that came late"],
    ],
  },
  24: {
    what: "final words of a provider, moderation, and words that nobody knows",
    held: [["tests/flux.integration.test.ts", "is asked for once, and fails as it is"]],
  },
  25: {
    what: "results that are no picture, cut, too large, or bombs",
    held: [
      [`${IMAGE}/paid-results.integration.test.ts`, "that is no picture stays parked and can be checked"],
      ["lib/download.test.ts", "fails when the answer is cut short"],
      ["lib/images/normalise-hostile.test.ts", "answers for any bytes behind any known beginning"],
    ],
  },
  26: {
    what: "the address of a result is over before it is fetched",
    held: [[`${IMAGE}/image.integration.test.ts`, "gives a fresh address when its first has expired"]],
    drawn: ["result breaks off"],
  },
  27: {
    what: "the store is away just when a paid result is there",
    held: [
      [
        "lib/edits/stages/upload.integration.test.ts",
        "waits for the store, so that nobody pays again for what is made",
      ],
    ],
    drawn: ["store refuses"],
  },
  28: {
    what: "the store keeps an object and its reply is lost, or is full, or busy",
    held: [
      ["lib/blob/s3.test.ts", "puts again when the answer is lost, and leaves one object"],
      ["lib/blob/vercel.test.ts", "puts again when the answer is lost, and leaves one object under its key"],
    ],
    drawn: ["store loses replies", "store slow"],
  },
  29: {
    what: "an enhancer that is away, slow, refuses, or obeys the picture",
    held: [
      ["lib/providers/read-enhancement.test.ts", "refuses %s: %j"],
      ["lib/providers/hosted-enhancer.contract.ts", "gives up when its own time is over"],
    ],
    drawn: ["enhancer away", "enhancer slow"],
  },
  30: {
    what: "a limiter that is away or silent",
    held: [["tests/http-rules.integration.test.ts", "when the limiter does not answer"]],
    drawn: ["limiter away", "limiter silent"],
  },
  31: {
    what: "clocks that differ, jump or are put back",
    held: [
      ["lib/limits/exact-window.test.ts", "when the clock of this machine is put back meanwhile"],
      ["lib/spend/caps.integration.test.ts", "starts anew with the next day"],
    ],
    open: "the clock of a whole process is not moved: budgets go by the database's",
  },
  32: {
    what: "a full disk, little memory, many huge pictures at once",
    held: [
      ["lib/blob/files.test.ts", "works again once the disk does"],
      ["lib/blob/files.test.ts", "leaves nothing of a write that the disk refuses in its last step"],
      ["lib/images/normalise-odd.test.ts", "is refused by the header of each format"],
    ],
    open: "memory is not taken away: `npm run faults -- neighbours` sends the pictures",
  },
};

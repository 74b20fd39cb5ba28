import type { Mutation } from "./mutation";

const RUNNER = "inngest/embedded";

/** The guards of the embedded runner and of the embedded database: leases, limits, the clock, the folder. */
export const RUNNER_MUTATIONS: readonly Mutation[] = [
  {
    guard: "the answer of a lost claim is dropped",
    file: "db/runner/jobs.ts",
    text: '    .deleteFrom("runnerJobs")\n    .where("id", "=", id)\n    .where("owner", "=", owner)\n',
    instead: '    .deleteFrom("runnerJobs")\n    .where("id", "=", id)\n',
    test: [`${RUNNER}/leases.integration.test.ts`, "took over is dropped"],
  },
  {
    guard: "a job is taken by one",
    file: "db/runner/jobs.ts",
    text: '    .where((is) => is.or([is("owner", "is", null), is("leaseUntil", "<", sql<Date>`now()`)]))\n    .returning(["id", "runId",',
    instead: '    .returning(["id", "runId",',
    test: [`${RUNNER}/sharing.integration.test.ts`, "two runners share what is to do and do each step once"],
  },
  {
    guard: "a step that kills its process is counted",
    file: "db/runner/jobs.ts",
    text: ".set({ owner, leaseUntil: inMs(leaseMs), deaths: sql<number>`deaths + (owner is not null)::integer` })",
    instead: ".set({ owner, leaseUntil: inMs(leaseMs) })",
    test: [`${RUNNER}/leases.integration.test.ts`, "whose process died in it five times fails the run"],
  },
  {
    guard: "what is not done at a stop is handed back",
    file: `${RUNNER}/work-loop.ts`,
    text: "      await releaseRunnerJobs(db, left);\n",
    instead: "      void [releaseRunnerJobs, left];\n",
    test: [`${RUNNER}/leases.integration.test.ts`, "stop hands back what is not done in time"],
  },
  {
    guard: "jobs of a function with a limit are claimed one after the other",
    file: `${RUNNER}/jobs.ts`,
    text: "  await lockRunnerFunction(tx, next.functionId);\n",
    instead: "  void lockRunnerFunction;\n",
    test: [`${RUNNER}/jobs.integration.test.ts`, "a claim waits for one that another connection"],
  },
  {
    guard: "the lock of a living process is believed",
    file: "db/embedded/folder-lock.ts",
    text: "    if (lock !== null && (await isHeld(file, lock, patienceMs))) return { name, lock };\n    rmSync",
    instead: "    void [lock, patienceMs];\n    rmSync",
    test: ["db/embedded/folder-lock.integration.test.ts", "refuses a second holder, naming the first"],
  },
];

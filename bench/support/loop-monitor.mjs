import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

// Loaded into a server by `--import`: on SIGUSR2 writes for how long its event loop was held since the last
// time, in milliseconds, to the file that LOOP_REPORT names. `longest` is by the clock, and so counts what
// other processes take from this one; `own` counts the processor's time of this thread alone (Linux).
const RESOLUTION = 5;
const report = process.env.LOOP_REPORT;

if (isMainThread && report !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();

  const schedule = `/proc/self/task/${process.pid}/schedstat`;
  const cpuMs = () => (existsSync(schedule) ? Number(readFileSync(schedule, "utf8").split(" ")[0]) / 1e6 : Number.NaN);
  let own = 0;
  let before = cpuMs();
  setInterval(() => {
    const now = cpuMs();
    own = Math.max(own, now - before);
    before = now;
  }, RESOLUTION).unref();

  process.on("SIGUSR2", () => {
    // What is measured is the time between two turns of a timer.
    const held = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
    writeFileSync(report, JSON.stringify({ longest: held(histogram.max), p99: held(histogram.percentile(99)), own }));
    histogram.reset();
    own = 0;
  });
}

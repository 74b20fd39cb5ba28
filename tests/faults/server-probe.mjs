import { appendFileSync, readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapCodeStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

// Loaded into a server of the lab before its own code. SIGUSR2 has it write a line of figures to LAB_FIGURES: of its event
// loop and processor time since the last line, and of its memory after a full collection.
const file = process.env.LAB_FIGURES;

if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  let cpu = process.cpuUsage();
  process.on("SIGUSR2", () => {
    const used = process.cpuUsage(cpu);
    const loop = { middleMs: delay.percentile(50) / 1e6, mostMs: delay.percentile(99) / 1e6, worstMs: delay.max / 1e6 };
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { code_and_metadata_size: machine, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
    const code = machine + bytecode;
    const descriptors = readdirSync("/proc/self/fd").length;
    const resources = process.getActiveResourcesInfo().length;
    const line = {
      loop,
      cpuMs: (used.user + used.system) / 1e3,
      rss,
      heapUsed,
      code,
      external,
      descriptors,
      resources,
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    cpu = process.cpuUsage();
    delay.reset();
  });
}

import { benchAnalytics } from "./p9-analytics";
import { benchChain } from "./p8-chain";
import { benchLocalEngine } from "./p14-local-engine";
import { benchOverhead } from "./p5-overhead";
import { benchPage } from "./p11-page";
import { benchPoll } from "./p1-poll";
import { benchSubmit } from "./p3-submit";
import { benchWatching } from "./p15-watching";
import { benchUnderstanding } from "@mizual/engine/bench";
import { canMeasureCpu } from "./support/cpu-time";
import { printConditions } from "./support/report";

// `npm run bench [-- P1 P8 … P14=vignette,light understand]`: prints ratios to a floor measured in the same run, and the raw
// numbers. Nothing is asserted: judge them with the load of the machine in mind.
const BENCHMARKS = {
  P1: { title: "poll of one edit", run: benchPoll },
  P3: { title: "submit until it is acknowledged", run: benchSubmit },
  P5: { title: "overhead of a whole edit, embedded runner", run: benchOverhead },
  P8: { title: "chain of an edit", run: benchChain },
  P9: { title: "chain analytics", run: benchAnalytics },
  P11: { title: "weight of the page", run: benchPage },
  P14: { title: "operations of the local engine", run: benchLocalEngine },
  P15: { title: "what counting costs a poll", run: benchWatching },
  UNDERSTAND: { title: "requests as people type them, read by the local engine", run: benchUnderstanding },
};

/** Each benchmark that is asked for, with what it is narrowed down to. */
const asked = new Map(
  process.argv.slice(2).map((argument) => {
    const [name = "", parts = ""] = argument.split("=");
    return [name.toUpperCase(), parts === "" ? [] : parts.split(",")];
  }),
);
const unknown = [...asked.keys()].filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}. There are ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exit(1);
}

printConditions();
if (!canMeasureCpu) console.log("CPU times need Linux: they are left out here.");
for (const [name, { title, run }] of Object.entries(BENCHMARKS)) {
  if (asked.size > 0 && !asked.has(name)) continue;
  console.log(`\n${name}: ${title}`);
  await run(asked.get(name) ?? []);
}

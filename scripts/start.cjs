// `npm start`: what `next.mjs start` does, with more threads for work beside the event loop. Node has four unless it is told
// before the first of them begins, which loading a module (.mjs) is; decoding and the engine can take them all for seconds,
// and whatever reads or writes a file, as the embedded database does at each commit, waits for one.
const { availableParallelism } = require("node:os");

process.env.UV_THREADPOOL_SIZE ??= String(Math.max(16, availableParallelism() + 8));
process.argv.splice(2, 0, "start");
void import("./next.mjs");

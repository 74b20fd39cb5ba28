import { benchLocalEngine } from "./zz-p14";
await benchLocalEngine(process.argv.slice(2));

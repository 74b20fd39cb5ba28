import { benchOperations } from "./bench-operations";

// `npm run bench -w @mizual/engine [-- vignette light]`: ratios to decoding and encoding, measured in the same run.
await benchOperations(process.argv.slice(2));

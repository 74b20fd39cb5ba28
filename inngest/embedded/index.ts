export { createEmbeddedRunner, type EmbeddedRunner } from "./create-embedded-runner";
export type { RunnerOptions } from "./options";

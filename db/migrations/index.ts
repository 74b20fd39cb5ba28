import * as edits from "./001-edits";
import * as embeddedRunner from "./002-embedded-runner";

/** Every migration by name, in order: a static map, so that it is part of every bundle. */
export const migrations = {
  "001-edits": { up: edits.up, down: edits.down },
  "002-embedded-runner": { up: embeddedRunner.up, down: embeddedRunner.down },
} as const;

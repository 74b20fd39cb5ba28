import type { PlannedOperation } from "../plan";
import type { Operation } from "../operation";
import type { PictureFacts } from "../pixels/raster";
import { planFor, READER } from "../reader";

/**
 * What an operation's first example asks for, on a picture like this.
 * @throws {Error} when the example is not read as this operation.
 */
export function exampleOf(operation: Operation, facts: PictureFacts): PlannedOperation {
  const [example = ""] = operation.examples;
  const { operations } = planFor(READER.understand(example), facts);
  const planned = operations.find(({ name }) => name === operation.name);
  if (planned === undefined) throw new Error(`${operation.name}: “${example}” is not read as it`);
  return planned;
}

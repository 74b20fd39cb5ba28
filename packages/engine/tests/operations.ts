import type { Operation, Params } from "../operation";
import { quietWork } from "../work";
import type { Raster } from "../pixels/raster";
import { READER } from "../reader";
import { colourful } from "./rasters";

export const { understand } = READER;

/** Carries one operation out, by default on a colourful raster of 120 × 90. */
export const apply = async (operation: Operation, params: Params, raster: Raster = colourful()): Promise<Raster> =>
  operation.apply(raster, params, quietWork());

/** The parameters of the one operation that a request asks for. */
export function paramsOf(request: string): Params {
  const { operations } = understand(request);
  const [only] = operations;
  if (only === undefined || operations.length > 1) throw new Error(`Not one operation: ${request}`);
  return only.params;
}

import type { Operation } from "../../operation";
import { crop } from "./crop";
import { flip } from "./flip";
import { rotate } from "./rotate";

/** Shape, size and place. */
export const GEOMETRY_OPERATIONS: readonly Operation[] = [rotate, flip, crop];

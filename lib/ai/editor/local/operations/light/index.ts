import type { Operation } from "../../operation";
import { brightness } from "./brightness";
import { contrast } from "./contrast";
import { punch } from "./punch";

/** Operations on the light of a picture. */
export const LIGHT_OPERATIONS: readonly Operation[] = [brightness, contrast, punch];

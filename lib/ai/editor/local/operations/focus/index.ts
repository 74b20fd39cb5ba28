import type { Operation } from "../../operation";
import { blur } from "./blur";
import { sharpen } from "./sharpen";

/** Focus, sharpness and texture. */
export const FOCUS_OPERATIONS: readonly Operation[] = [blur, sharpen];

import type { Operation } from "../../operation";
import { dramaticSky } from "./dramatic-sky";

/** Looks: a whole mood or medium in one operation. */
export const LOOKS_OPERATIONS: readonly Operation[] = [dramaticSky];

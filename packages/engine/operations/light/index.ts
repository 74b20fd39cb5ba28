import type { Operation } from "../../operation";
import { autoLevels } from "./auto-levels";
import { blacks } from "./blacks";
import { brightness } from "./brightness";
import { clarity } from "./clarity";
import { contrast } from "./contrast";
import { dehaze } from "./dehaze";
import { dodgeBurn } from "./dodge-burn";
import { enhance } from "./enhance";
import { gamma } from "./gamma";
import { hdr } from "./hdr";
import { highlights } from "./highlights";
import { punch } from "./punch";
import { shadows } from "./shadows";
import { whites } from "./whites";

/** Operations on the light of a picture. */
export const LIGHT_OPERATIONS: readonly Operation[] = [
  brightness,
  contrast,
  punch,
  shadows,
  highlights,
  whites,
  blacks,
  enhance,
  autoLevels,
  gamma,
  clarity,
  dehaze,
  hdr,
  dodgeBurn,
];

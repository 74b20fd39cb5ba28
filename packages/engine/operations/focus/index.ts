import type { Operation } from "../../operation";
import { backgroundBlur } from "./background-blur";
import { blur } from "./blur";
import { chromaticAberration } from "./chromatic-aberration";
import { denoise } from "./denoise";
import { glitch } from "./glitch";
import { glow } from "./glow";
import { grain } from "./grain";
import { motionBlur } from "./motion-blur";
import { pixelate } from "./pixelate";
import { radialBlur } from "./radial-blur";
import { sharpen } from "./sharpen";
import { smoothSkin } from "./smooth-skin";
import { softFocus } from "./soft-focus";
import { texture } from "./texture";
import { tiltShift } from "./tilt-shift";
import { vhs } from "./vhs";
import { vignette } from "./vignette";

/** Focus, sharpness and texture. */
export const FOCUS_OPERATIONS: readonly Operation[] = [
  blur,
  backgroundBlur,
  motionBlur,
  radialBlur,
  tiltShift,
  softFocus,
  sharpen,
  texture,
  denoise,
  smoothSkin,
  grain,
  glow,
  vignette,
  pixelate,
  chromaticAberration,
  glitch,
  vhs,
];

import { smoothstep } from "../../pixels/smoothstep";
import type { Place } from "./place-mask";

/** Half of the ellipse's width and height, as a share of the picture's. */
const REACH = 0.42;

/** From this share of the ellipse's radius on it fades, to 0 at its rim. */
const CORE = 0.45;

const centre = (across: number, down: number): number => 1 - smoothstep(CORE, 1, Math.sqrt(across + down));
const squared = (at: number): number => ((at - 0.5) / REACH) ** 2;

/** The middle of the picture: a soft ellipse. With `turned`, all around it. */
export const centreOf = (turned: boolean): Place => ({
  across: squared,
  down: squared,
  both: turned ? (across, down) => 1 - centre(across, down) : centre,
});

import { smoothstep } from "../../pixels/smoothstep";
import type { Place } from "./place-mask";

/** How much of the picture's side the seam takes, all of it inside the half that is asked for. */
const SEAM = 0.3;

/** The first half of a side, fading out towards the middle: 0 from there on. */
const first = (at: number): number => smoothstep(0, SEAM, 0.5 - at);
const second = (at: number): number => first(1 - at);
const all = (): number => 1;

type Across = "left" | "right" | null;
type Down = "top" | "bottom" | null;

/** A half of the picture or, with both named, a quarter. */
export const sideOf = (across: Across, down: Down): Place => ({
  across: across === null ? all : across === "left" ? first : second,
  down: down === null ? all : down === "top" ? first : second,
  both: (one, other) => one * other,
});

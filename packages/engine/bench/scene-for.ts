import type { Operation } from "../operation";
import type { SceneKind } from "./scene";

/** Operations whose first example finds nothing to do on the lake. */
const SCENES: Readonly<Record<string, SceneKind>> = {
  "replace-colour": "fruit",
  "keep-colour": "fruit",
  "background-blur": "fruit",
  "crop-to-subject": "fruit",
  "remove-background": "fruit",
  "background-colour": "fruit",
  "background-gradient": "fruit",
  "smooth-skin": "portrait",
  "red-eye": "red-eyed",
  straighten: "aslant",
  trim: "framed",
  "remove-date-stamp": "dated",
  stars: "night",
};

/** The scene on which an operation does what its first example asks for. */
export const sceneFor = ({ name }: Operation): SceneKind => SCENES[name] ?? "lake";

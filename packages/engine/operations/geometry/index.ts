import type { Operation } from "../../operation";
import { border } from "./border";
import { circleCrop } from "./circle-crop";
import { crop } from "./crop";
import { cropSide } from "./crop-side";
import { cropToSubject } from "./crop-to-subject";
import { scan } from "./scan";
import { cropToPart } from "./crop-to-part";
import { dropShadow } from "./drop-shadow";
import { enlarge } from "./enlarge";
import { exactSize } from "./exact-size";
import { fileSize } from "./file-size";
import { letterbox } from "./letterbox";
import { orientation } from "./orientation";
import { passportPhoto } from "./passport-photo";
import { zoom } from "./zoom";
import { extend } from "./extend";
import { flip } from "./flip";
import { frame } from "./frame";
import { mirrorHalf } from "./mirror-half";
import { perspective } from "./perspective";
import { resize } from "./resize";
import { rotate } from "./rotate";
import { roundCorners } from "./round-corners";
import { straighten } from "./straighten";
import { trim } from "./trim";

/** Shape, size and place. */
export const GEOMETRY_OPERATIONS: readonly Operation[] = [
  rotate,
  flip,
  straighten,
  perspective,
  scan,
  crop,
  cropToSubject,
  orientation,
  zoom,
  passportPhoto,
  cropToPart,
  cropSide,
  trim,
  extend,
  letterbox,
  resize,
  exactSize,
  fileSize,
  enlarge,
  mirrorHalf,
  border,
  frame,
  roundCorners,
  circleCrop,
  dropShadow,
];

import type { Operation } from "../../operation";
import { autumn } from "./autumn";
import { bleachBypass } from "./bleach-bypass";
import { blueHour } from "./blue-hour";
import { cartoon } from "./cartoon";
import { cinematic } from "./cinematic";
import { comic } from "./comic";
import { crossProcess } from "./cross-process";
import { daguerreotype } from "./daguerreotype";
import { dramaticSky } from "./dramatic-sky";
import { dreamy } from "./dreamy";
import { fade } from "./fade";
import { goldenHour } from "./golden-hour";
import { halftone } from "./halftone";
import { highKey } from "./high-key";
import { infrared } from "./infrared";
import { inkDrawing } from "./ink-drawing";
import { lomo } from "./lomo";
import { lowKey } from "./low-key";
import { neon } from "./neon";
import { night } from "./night";
import { noir } from "./noir";
import { oilPainting } from "./oil-painting";
import { oldPhoto } from "./old-photo";
import { pastel } from "./pastel";
import { pencilSketch } from "./pencil-sketch";
import { polaroid } from "./polaroid";
import { popArt } from "./pop-art";
import { sunrise } from "./sunrise";
import { sunset } from "./sunset";
import { technicolour } from "./technicolour";
import { vintage } from "./vintage";
import { watercolour } from "./watercolour";

/** Looks: a whole mood or medium in one operation. */
export const LOOKS_OPERATIONS: readonly Operation[] = [
  dramaticSky,
  goldenHour,
  sunset,
  sunrise,
  blueHour,
  night,
  cinematic,
  daguerreotype,
  oldPhoto,
  dreamy,
  neon,
  infrared,
  autumn,
  vintage,
  polaroid,
  fade,
  highKey,
  lowKey,
  noir,
  bleachBypass,
  crossProcess,
  lomo,
  technicolour,
  pastel,
  oilPainting,
  watercolour,
  pencilSketch,
  inkDrawing,
  cartoon,
  comic,
  halftone,
  popArt,
];

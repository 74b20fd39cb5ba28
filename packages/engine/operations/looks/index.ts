import type { Operation } from "../../operation";
import { bleachBypass } from "./bleach-bypass";
import { cinematic } from "./cinematic";
import { crossProcess } from "./cross-process";
import { dramaticSky } from "./dramatic-sky";
import { fade } from "./fade";
import { highKey } from "./high-key";
import { lomo } from "./lomo";
import { lowKey } from "./low-key";
import { noir } from "./noir";
import { pastel } from "./pastel";
import { polaroid } from "./polaroid";
import { technicolour } from "./technicolour";
import { vintage } from "./vintage";
import { goldenHour } from "./golden-hour";
import { sunset } from "./sunset";
import { sunrise } from "./sunrise";
import { blueHour } from "./blue-hour";
import { night } from "./night";
import { autumn } from "./autumn";
import { infrared } from "./infrared";
import { neon } from "./neon";
import { dreamy } from "./dreamy";
import { oldPhoto } from "./old-photo";
import { daguerreotype } from "./daguerreotype";
import { oilPainting } from "./oil-painting";
import { watercolour } from "./watercolour";
import { pencilSketch } from "./pencil-sketch";
import { inkDrawing } from "./ink-drawing";
import { cartoon } from "./cartoon";
import { comic } from "./comic";
import { halftone } from "./halftone";
import { popArt } from "./pop-art";

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

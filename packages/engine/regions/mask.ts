export type { Mask } from "../pixels/raster";

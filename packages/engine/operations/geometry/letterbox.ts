import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { windowOnPeople } from "../../regions/people/heads";

/** The shape of a wide film. */
const WIDE = 2.39;

/** Of an upright picture so much stays between the bars. */
const UPRIGHT = 0.76;

const FILM = "cinematic/cinema/movie/film/widescreen/letterbox/letterboxed";
const BARS = "bars/stripes";

/** Black bars over the top and the bottom of the picture, which keeps its size. */
export const letterbox = defineOperation({
  name: "letterbox",
  family: "geometry",
  title: "black bars as in a film",
  examples: ["letterbox it", "add cinematic bars", "add black bars at the top and bottom", "letterbox to 21:9"],
  /** Of what stays between the bars, width by height; 0: as in a film. */
  schema: z.object({ ratio: z.number().min(0).max(20) }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        "{give}? letterbox bars/look/format? {ratio}?",
        "{make} letterboxed/letterbox {ratio}?",
        "letterboxed/letterboxing",
        `{give}? ${FILM} letterbox/letterboxing`,
        `{give} black ${BARS} for cinematic/cinema/movie/film look/feel?`,
        "{give} letterboxing {ratio}?",
        `{give}? ${FILM} black? ${BARS} {ratio}?`,
        `{give}? {ratio} ${FILM} black? bars`,
        `{give} black ${BARS}`,
        `{give}? black ${BARS} on/at? top and/, bottom`,
        `{give}? black ${BARS} above/over and/, below/under`,
        `{give}? black ${BARS} like/as movie/movies/film/films/cinema`,
      ],
    },
  ],
  amounts: [],
  params({ slots, strength }) {
    const ratio = slots.ratio === undefined ? 0 : slots.ratio.width / slots.ratio.height;
    return strength < 1 || (ratio !== 0 && (ratio < 1 || ratio > 20)) ? null : { ratio: rounded(ratio) };
  },
  sentence: ({ ratio }) =>
    `Cover the top and the bottom of the picture with black bars${ratio === 0 ? " as a wide film has them" : `, so that ${ratio}:1 stays between them`}.`,
  async apply(raster, { ratio }, work) {
    const { width, height } = raster;
    const between = ratio === 0 ? Math.max(width / WIDE, height > width ? height * UPRIGHT : 0) : width / ratio;
    const shown = Math.round(between);
    if (shown >= height && height > 1) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: `The picture is ${width} × ${height} pixels, which is as wide as that without bars, so nothing was changed. It cost nothing.`,
      });
    }
    const window = await windowOnPeople(raster, { width, height: Math.max(1, Math.min(height, shown)) }, work);
    const top = Math.floor((height - window.height) / 2);
    const strip = await throughSharp(raster, (image) => image.extract(window));
    const background = { r: 0, g: 0, b: 0, alpha: 1 };
    const bottom = height - window.height - top;
    return throughSharp(strip, (image) => image.extend({ top, bottom, left: 0, right: 0, background }));
  },
});

import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import type { Face } from "../../nets/look-for-faces";
import { throughSharp } from "../../pixels/resize";
import type { Span } from "../../regions/people/heads";
import { facesOf } from "../../regions/people/people-mask";

const PHOTO = "picture/passport/id/visa";

/**
 * Sizes in millimetres: of the picture, of the head from the chin to the crown (what is allowed, and what is tried
 * first), and from the upper edge to the crown. Of `35x45`: ICAO's Doc 9303, part 3, and ISO/IEC 19794-5, as Germany and
 * the UK print it, head 32–36 mm (70–80 % of the height), eyes at 50–70 % of the height from below. Of `us`: the
 * Department of State, 2 × 2 in, head 25–35 mm (1 to 1⅜ in), eyes 28–35 mm (1⅛ to 1⅜ in) above the lower edge.
 */
const FORMATS = {
  "35x45": { width: 35, height: 45, head: [33, 34, 32, 35, 36], above: 4, name: "35 × 45 mm" },
  us: { width: 50.8, height: 50.8, head: [30, 29, 32, 27, 34], above: 5, name: "2 × 2 inches" },
} as const;

/** Dots for each millimetre: 600 dpi at most, and less than 300 dpi is told. */
const DOTS = { most: 600 / 25.4, least: 300 / 25.4 };

/**
 * How far the eyes are below the crown, as a share of the head's length: half of it, and somewhat more with hair. Measured
 * on three photographs: 0.56 to 0.6 with the hair.
 */
const EYES_DOWN = 0.54;

/** How far the chin is below the eyes, in distances from the eyes to the end of the face's box. */
const CHIN = 1.03;

/** Another face of so much of the width of the first may be the one that is meant. */
const ANOTHER = 0.5;

/** Eyes that are less level than this, as rise over run, stand in a head that is tilted: 5 degrees. */
const TILTED = 0.087;

/** A crop for a passport: the face in the middle, the head as large as the rules of that format have it. */
export const passportPhoto = defineOperation({
  name: "passport-photo",
  family: "geometry",
  title: "passport photo",
  examples: ["make it a passport photo", "crop it to a US passport photo", "crop to a 35x45 mm passport photo"],
  schema: z.object({ format: z.enum(["35x45", "us"]) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: "35x45" as const,
      say: [
        `{make}/crop/resize/use/prepare for? as? german/european/eu/uk/british/biometric? passport/id/biometric/visa card? ${PHOTO}? size/format?`,
        `{make}/crop/resize/use/prepare for? {ratio} mm/millimetres/inch/inches? passport/id/biometric/visa ${PHOTO}? size/format?`,
        `german/european/eu/uk/british/biometric? passport/biometric/visa/id ${PHOTO}? size/format?`,
        `{make}/crop/resize? {ratio} mm/millimetres/inch/inches`,
        `{make}/crop? passport/biometric/visa/id ${PHOTO}? {ratio} mm/millimetres/inch/inches?`,
        `{ratio} mm/millimetres/inch/inches? passport/biometric/visa/id ${PHOTO}? size/format?`,
      ],
    },
    {
      means: "us" as const,
      say: [
        `{make}/crop/resize/use/prepare for? as? us/usa/american passport/visa/id ${PHOTO}? size/format?`,
        `us/usa/american passport/visa/id ${PHOTO}? size/format?`,
      ],
    },
  ],
  amounts: [],
  params({ means, slots, strength }) {
    if (strength < 1) return null;
    const { ratio } = slots;
    if (ratio === undefined) return { format: means };
    if (ratio.width === 35 && ratio.height === 45) return { format: "35x45" as const };
    return ratio.width === 2 && ratio.height === 2 ? { format: "us" as const } : null;
  },
  sentence: ({ format }) =>
    `Crop the picture to a passport photo of ${FORMATS[format].name}, with the face in the middle and the head as large as the rules have it.`,
  async apply(raster, { format }, work) {
    const [face, second] = await facesOf(raster, work);
    if (face === undefined) throw refused("No face that looks at the camera was found in this picture.");
    if (second !== undefined && second.width > face.width * ANOTHER) {
      throw refused("More than one face was found in this picture, and a passport photo has one.");
    }
    const size = FORMATS[format];
    const windows = size.head.map((head) => windowOn(face, size, head));
    const window = windows.find(({ left, top, width, height }) => {
      return left >= 0 && top >= 0 && left + width <= raster.width && top + height <= raster.height;
    });
    if (window === undefined) {
      throw refused(
        `There is too little of the picture around the head for ${size.name}: take one with more room above and beside it.`,
      );
    }
    const dots = window.height / size.height;
    const scale = Math.min(1, DOTS.most / dots);
    const [width, height] = [Math.round(size.width * dots * scale), Math.round(size.height * dots * scale)];
    if (dots < DOTS.least) {
      work.note(`It has ${width} × ${height} pixels, fewer than the 300 dots to an inch that are printed well`);
    }
    const [[leftX, leftY], [rightX, rightY]] = face.eyes;
    if (Math.abs(rightY - leftY) > TILTED * Math.abs(rightX - leftX)) {
      work.note("The head seems to be tilted, which offices refuse");
    }
    work.note(
      "Where the chin and the crown are is estimated; background, light, expression and glasses were not checked: compare it with the rules of your office",
    );
    return throughSharp(raster, (image) =>
      image.extract(whole(window)).resize(width, height, { fit: "fill", kernel: "lanczos3" }),
    );
  },
});

/** Where the picture is cropped for a head of that many millimetres, in pixels that need not be whole. */
function windowOn(face: Face, size: { width: number; height: number; above: number }, head: number): Span {
  const [[leftX, leftY], [rightX, rightY]] = face.eyes;
  const [eyesX, eyesY] = [(leftX + rightX) / 2, (leftY + rightY) / 2];
  const length = ((face.top + face.height - eyesY) * CHIN) / (1 - EYES_DOWN);
  const perMillimetre = length / head;
  const crown = eyesY - length * EYES_DOWN;
  return {
    left: eyesX - (size.width * perMillimetre) / 2,
    top: crown - size.above * perMillimetre,
    width: size.width * perMillimetre,
    height: size.height * perMillimetre,
  };
}

function whole({ left, top, width, height }: Span): Span {
  const [x, y] = [Math.ceil(left), Math.ceil(top)];
  return { left: x, top: y, width: Math.floor(left + width) - x, height: Math.floor(top + height) - y };
}

const refused = (why: string): EngineError =>
  new EngineError("NOTHING_CHANGED", { detail: `${why} Nothing was changed, and it cost nothing.` });

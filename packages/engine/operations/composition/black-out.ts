import { z } from "zod";
import { defineOperation } from "../../operation";
import { inSlices } from "../../pixels/in-slices";
import { PLACES, THIRDS } from "../../plan";

const BOX = "box/bar/rectangle/block/patch/square/stripe/strip/boxes/bars/rectangles/blocks/patches/stripes/strips";
const PLAIN = "solid/plain/opaque/thick/big/large";

/** One plain colour over a part: what was there cannot be told from the result in any way. */
export const blackOut = defineOperation({
  name: "black-out",
  family: "composition",
  title: "black out a part",
  examples: [
    "black out the left half",
    "put a black box over the top right corner",
    "cover the bottom half with white",
    "redact the centre",
  ],
  schema: z.object({ colour: z.enum(["black", "white"]) }),
  changes: ["content"],
  regional: true,
  partsOnly: [
    ...PLACES,
    ...THIRDS,
    "edges",
    "sky",
    "ground",
    "water",
    "subject",
    "background",
    "person",
    "face",
    "eyes",
    "colour",
  ],
  hides: "surely",
  phrases: (["black", "white"] as const).map((colour) => ({
    means: colour,
    say: [
      ...(colour === "black"
        ? [
            "black/blacken/blacking out",
            "blacken/blackout",
            "redact/censor/redacted/censored/hide/obscure/conceal/anonymise/anonymize",
            "block/blot/blank out",
            "cover/covering up?",
            "{make} unrecognisable/unrecognizable/unidentifiable/anonymous",
            `{give}/put/place a? ${PLAIN}? censor/censorship/privacy ${BOX}`,
            `censor/censorship/privacy ${BOX}`,
          ]
        : ["white/whiting out"]),
      `cover/fill/mask/paint over? with/in/by a? ${PLAIN}? ${colour} ${BOX}?`,
      `cover/fill/mask over? ${colour}`,
      `paint over ${colour}`,
      `{give}/draw/place/put/lay a? ${PLAIN}? ${colour} ${BOX}`,
      `${PLAIN}? ${colour} ${BOX}`,
    ],
  })),
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : { colour: means }),
  sentence: ({ colour }, _exact, of) => `Cover ${of} with plain ${colour}.`,
  apply(raster, { colour }, { signal }) {
    const { data, channels } = raster;
    const level = colour === "black" ? 0 : 255;
    inSlices(raster.width * raster.height, signal, (from, to) => {
      for (let at = from * channels; at < to * channels; at += channels) data.fill(level, at, at + 3);
    });
    return raster;
  },
});

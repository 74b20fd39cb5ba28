import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { applyDenoise } from "../../pixels/denoise";

const NOISE = "noise/grain/graininess/speckles/speckle/noisiness";
const BLOCKS =
  "blocky/ugly/heavy? jpeg/compression/jpg/whatsapp jpeg/jpg/compression? artifacts/artefacts/artifact/blocks/blockiness/blocking/noise";
const { less } = amountPhrases(["noise", "grain", "graininess", "speckles"]);

/** Takes noise out of smooth areas and out of the colours; edges stay. How much there is, is measured first. */
export const denoise = defineOperation({
  name: "denoise",
  family: "focus",
  title: "remove noise",
  examples: ["remove the noise", "it's too grainy", "denoise it a bit", "reduce the grain"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["sharpness"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...less,
        "denoise/denoised/degrain",
        `{less}/remove/fix/clean/lessen/clear/smooth up/out? ${BLOCKS}`,
        `get rid ${BLOCKS}`,
        `has? lots/full? ${BLOCKS} from/visible?`,
        `remove/clean/clear/eliminate/kill/fix/delete/erase/smooth/suppress up/out/away? image/digital/colour/iso/high/sensor/film? iso? ${NOISE}`,
        `clean ${NOISE} up`,
        `get rid ${NOISE}`,
        `{less} iso/colour/digital/image/film ${NOISE}`,
        "{make}? {less} grainy/noisy/speckled",
        "too grainy/noisy/speckled",
        "grainy/noisy",
        "not grainy/noisy",
        `{give}? noise reduction/removal`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }, _exact, of) => `Remove noise from ${of}${howMuch(amount)}, keeping its edges.`,
  apply: (raster, { amount }, { signal }) => applyDenoise(raster, amount, signal),
});

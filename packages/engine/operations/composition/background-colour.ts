import { z } from "zod";
import { defineOperation } from "../../operation";
import { onBackground } from "../../regions/subject/on-background";
import { spokenColour } from "../../vocabulary/colours";
import { paintPhrases, mentionedPaint } from "../parameters";
import { isPaint, paintOf } from "../../draw/paint";

const BACKGROUND = "background/backdrop/bg";
const WHO = "subject/person/object/product/me/him/her/us/them/man/woman/child/girl/boy/people/dog/cat";
const PLAIN = "plain/solid/uniform/clean/pure/flat/simple";

/** The subject before a plain colour. */
export const backgroundColour = defineOperation({
  name: "background-colour",
  family: "composition",
  title: "replace the background by a colour",
  examples: [
    "white background",
    "make the background black",
    "replace the background with light blue",
    "put it on a plain grey background",
  ],
  schema: z.object({ colour: z.string().refine(isPaint) }),
  changes: ["content", "shape"],
  regional: false,
  phrases: paintPhrases({}, [
    `{make}/paint/colour ${BACKGROUND} colour? ${PLAIN}? @ colour?`,
    `${PLAIN}? @ ${BACKGROUND}`,
    `{give} ${PLAIN}? @ coloured? ${BACKGROUND} behind?`,
    `replace/change/swap/exchange/switch ${BACKGROUND} with/for/by/colour? ${PLAIN}? @ colour/background/one?`,
    `put/place/{make} on/onto/before/against ${PLAIN}? @ ${BACKGROUND}`,
    `put/place ${WHO} on/onto/before/against ${PLAIN}? @ ${BACKGROUND}`,
    `${BACKGROUND} colour? ${PLAIN}? @`,
    `fill ${BACKGROUND} with/in? ${PLAIN}? @ colour?`,
  ]),
  amounts: [],
  params({ means, slots, strength }) {
    const colour = mentionedPaint(means, slots);
    return colour === null || strength < 1 ? null : { colour };
  },
  sentence: ({ colour }) => `Replace the background behind the subject with plain ${spokenColour(colour)}.`,
  apply(raster, { colour }, work) {
    const [red, green, blue] = paintOf(colour);
    return onBackground(
      raster,
      (_across, _down, out) => {
        [out[0], out[1], out[2]] = [red, green, blue];
      },
      work,
    );
  },
});

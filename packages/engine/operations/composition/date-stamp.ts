import { z } from "zod";
import { isSegmented } from "../../draw/segment-digits";
import { stampDate } from "../../draw/stamp-date";
import { dateInFigures } from "../../vocabulary/dates";
import { defineOperation } from "../../operation";
import { placeName } from "../parameters";

const CORNERS = ["bottom-right", "bottom-left", "top-right", "top-left"] as const;

const VERB = "add/put/print/give/stamp/insert/place/write/with/include/burn";
const DATE = "date/timestamp/datestamp";
const OLD = "like/as/style/from? old/vintage/retro/film/analogue/analog/90s/80s? film? camera/cameras/film/picture?";

/** A date in the corner as cameras with film printed it. It must be said: the engine knows neither the day nor when a picture was taken. */
export const dateStamp = defineOperation({
  name: "date-stamp",
  family: "composition",
  title: "date stamp of an old camera",
  examples: [
    "add a date stamp 24.12.1999",
    "add the date '98 5 12 like old cameras",
    "put the date May 12, 1998 in the bottom left corner as a date stamp",
  ],
  schema: z.object({ text: z.string().min(1).max(24).refine(isSegmented), place: z.enum(CORNERS) }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${VERB}? orange/old/retro/vintage? ${DATE} stamp/imprint? ,/:/of/with/saying? {text} on? {place}? corner? ,? ${OLD}`,
        `${VERB}? orange/old/retro/vintage? ${DATE} stamp/imprint? ,/:/of/with/saying? {text} on? {place}? corner?`,
        `${VERB} ${DATE} {text} on? {place}? corner? as date/camera? stamp/timestamp/datestamp`,
        `${VERB} {text} on? {place}? corner? as date/camera? stamp/timestamp/datestamp`,
        `${VERB}? ${DATE} stamp? on? {place} corner? ,/:/with/saying? {text}`,
        `${DATE} stamp? {text}`,
      ],
    },
  ],
  amounts: [],
  params({ slots }) {
    const text = dateInFigures(slots.text ?? "");
    const place = CORNERS.find((corner) => corner === cornerOf(slots.place));
    return text === null || place === undefined || !isSegmented(text) ? null : { text, place };
  },
  sentence: ({ text, place }) => `Print “${text}” ${placeName(place)} in orange digits, as old cameras did.`,
  apply: (raster, { text, place }, { signal }) =>
    stampDate(raster, text, { right: place.endsWith("right"), bottom: place.startsWith("bottom") }, signal),
});

/** "At the bottom" is on the right there, where cameras have it. */
function cornerOf(place: string | undefined): string {
  if (place === undefined || place === "bottom" || place === "right") return "bottom-right";
  return place === "top" ? "top-right" : place === "left" ? "bottom-left" : place;
}

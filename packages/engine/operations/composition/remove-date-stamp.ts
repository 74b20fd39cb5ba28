import { z } from "zod";
import { aroundHole, fillHole } from "../../draw/fill-hole";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { type Corner, findStamp } from "../../regions/date-stamp";
import { placeName } from "../parameters";

/** Where stamps are, the usual place first. */
const CORNERS = ["bottom-right", "bottom-left", "top-right", "top-left"] as const satisfies readonly Corner[];

const WHERE = [
  "any",
  "top",
  "bottom",
  "left",
  "right",
  "top-left",
  "top-right",
  "bottom-left",
  "bottom-right",
] as const;

const REMOVE = "remove/erase/delete/clear/hide/clean/eliminate/take";
const STAMP = "date/time/timestamp/datestamp/stamp/imprint";

/** Erases a row of small bright letters in a corner, as cameras stamp dates. */
export const removeDateStamp = defineOperation({
  name: "remove-date-stamp",
  family: "composition",
  title: "remove a date stamp in a corner",
  examples: ["remove the date stamp", "remove the date stamp in the bottom right corner", "erase the timestamp"],
  schema: z.object({ place: z.enum(WHERE) }),
  changes: ["content"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${REMOVE} off/out/away/up? ${STAMP} stamp/mark/text/imprint/display?`,
        `${REMOVE} off/out/away/up? ${STAMP} stamp/mark/text/imprint/display? from/on/off? {place} corner?`,
        `${REMOVE} ${STAMP} and time/date stamp?`,
        `get rid ${STAMP} stamp/mark/text?`,
        `get rid ${STAMP} stamp/mark/text? from/on? {place} corner?`,
        `${REMOVE} orange/yellow/white/red ${STAMP} stamp/mark/text? from/on? {place}? corner?`,
        `${REMOVE} {place} ${STAMP} stamp/mark/text?`,
      ],
    },
  ],
  amounts: [],
  params({ slots, strength }) {
    const said = slots.place ?? "any";
    const place = WHERE.find((name) => name === said);
    return place === undefined || strength < 1 ? null : { place };
  },
  sentence: ({ place }) =>
    `Erase the date stamp ${place === "any" ? "in a corner" : placeName(place)} and fill its place from its surroundings.`,
  async apply(raster, { place }, work) {
    const corners = CORNERS.filter((corner) => place === "any" || isAt(corner, place));
    for (const corner of corners) {
      const stamp = await findStamp(raster, corner);
      work.signal.throwIfAborted();
      if (stamp !== null) return fillHole(raster, aroundHole(stamp), work);
    }
    throw new EngineError("NOTHING_CHANGED", {
      detail:
        "No row of small bright letters, as cameras stamp dates, was found in the corners that were looked at, so nothing was changed. It cost nothing.",
    });
  },
});

const isAt = (corner: string, place: string): boolean =>
  corner === place || corner.startsWith(`${place}-`) || corner.endsWith(`-${place}`);

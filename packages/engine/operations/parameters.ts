import { z } from "zod";
import { NEUTRAL_NAMES } from "../draw/paint";
import { EngineError } from "../errors";
import type { Slots } from "../pattern";
import { type Triple, toOklab } from "../pixels/oklab";
import { PLACES, type Place } from "../plan";
import { COLOURS, rgbOf } from "../vocabulary/colours";

/** A parameter that names a colour. */
export const colourName = z.string().refine((name) => Object.hasOwn(COLOURS, name));

/** A named colour in Oklab; a middle grey for a name that is unknown. */
export function labOfColour(name: string): Triple {
  const [red, green, blue] = rgbOf(Object.hasOwn(COLOURS, name) ? (COLOURS[name] ?? "#808080") : "#808080");
  return toOklab(red / 255, green / 255, blue / 255);
}

/** Where light may come from: a place by word, or `auto` where the picture itself is brightest. */
export const SOURCES = [...PLACES, "auto"] as const;

/** Where something is put, for a sentence: "at the top", "in the bottom right corner". */
export function placeName(place: Place): string {
  if (place === "centre") return "in the middle";
  if (place === "left" || place === "right") return `on the ${place}`;
  return place.includes("-") ? `in the ${place.replace("-", " ")} corner` : `at the ${place}`;
}

/** The colour that was said by a phrase of `paintPhrases`; `null` when none was. */
export const mentionedPaint = (means: { paint: string | null }, slots: Slots): string | null =>
  means.paint ?? slots.colour ?? null;

type Painted<Meaning> = { means: Meaning & { paint: string | null }; say: string[] };

/**
 * Phrases in which `@` stands for any colour that one can paint with. For a colour of the grammar `paint`
 * is null and the slots hold it; see `mentionedPaint`.
 */
export function paintPhrases<Meaning extends object>(means: Meaning, templates: readonly string[]): Painted<Meaning>[] {
  const phrases = (paint: string | null): Painted<Meaning> => ({
    means: { ...means, paint },
    say: templates.map((template) => template.replaceAll("@", paint ?? "{colour}")),
  });
  return [null, ...NEUTRAL_NAMES].map(phrases);
}

/** The most pixels that a result may have. */
const MOST_PIXELS = 50_000_000;

const MILLION = 1_000_000;

/**
 * Looks at the size of a result before memory is taken for it.
 * @throws {EngineError} `NOT_UNDERSTOOD` with the size, above 50 megapixels.
 */
export function refuseTooLarge(width: number, height: number): void {
  if (width * height <= MOST_PIXELS) return;
  const megapixels = Math.ceil((width * height) / MILLION);
  throw new EngineError("NOT_UNDERSTOOD", {
    detail:
      `The result would be ${width} × ${height} pixels, that is ${megapixels} megapixels; the most is 50. ` +
      "Nothing was done, and it cost nothing. Please ask for something smaller.",
  });
}

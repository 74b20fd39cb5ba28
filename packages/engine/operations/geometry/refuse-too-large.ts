import { EngineError } from "../../errors";

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

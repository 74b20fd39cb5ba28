import { NEUTRAL_NAMES } from "./paint";

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

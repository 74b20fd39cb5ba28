import type { Sentiment } from "@/db/operator-tables";

/** From this score on a text sounds positive, and below its negative negative, as the lexicon's makers use it. */
const CLEAR = 0.05;

/**
 * How a text sounds by a lexicon of English words (VADER): it counts words, reads "not" and "very" before them, and
 * understands nothing. `null` where it knows no word of the text, as of other languages.
 */
export async function soundOf(text: string): Promise<Sentiment | null> {
  // When somebody writes something: half a megabyte that nothing else needs.
  const { default: vader } = await import("vader-sentiment");
  const { compound, pos, neg } = vader.SentimentIntensityAnalyzer.polarity_scores(text);
  if (pos === 0 && neg === 0) return null;
  if (compound >= CLEAR) return "positive";
  return compound <= -CLEAR ? "negative" : "neutral";
}

/** Texts in which a word must stand before it is shown. */
const FEWEST_TEXTS = 3;

const MOST_WORDS = 12;

const LETTERS = /\p{L}[\p{L}'’-]*/gu;

const EVERYDAY = new Set(
  "a about after all also am an and any are as at be because been but by can did do does for from get got had has have he her him his how i if in into is it its it's just like made make me more my no not now of off on one only or our out picture photo image edit result she so some still than that the their them then there they this to too up us very want wanted was way we were what when where which who why will with would you your".split(
    " ",
  ),
);

/**
 * Words and pairs of words that texts have in common, the most frequent first, with in how many texts they stand. A pair
 * takes the place of its words where these hardly stand without it. Counts words, reads nothing.
 */
export function commonWords(texts: readonly string[]): Array<{ words: string; texts: number }> {
  const counted = new Map<string, number>();
  for (const text of texts) {
    const words = Array.from(text.toLowerCase().matchAll(LETTERS), ([word]) => word.replaceAll("’", "'"));
    const telling = words.map((word) => (word.length < 3 || EVERYDAY.has(word) ? null : word));
    const found = new Set<string>();
    telling.forEach((word, at) => {
      if (word === null) return;
      found.add(word);
      const next = telling[at + 1];
      if (next !== undefined && next !== null) found.add(`${word} ${next}`);
    });
    for (const each of found) counted.set(each, (counted.get(each) ?? 0) + 1);
  }
  const common = [...counted].filter(([, count]) => count >= FEWEST_TEXTS);
  const pairs = common.filter(([words]) => words.includes(" "));
  const inPair = ([word, count]: [string, number]): boolean =>
    pairs.some(([pair, together]) => pair.split(" ").includes(word) && together >= count * 0.8);
  return common
    .filter((entry) => entry[0].includes(" ") || !inPair(entry))
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([words, count]) => ({ words, texts: count }));
}

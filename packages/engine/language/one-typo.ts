/**
 * True when `typed` is `word` with one letter too many, missing, wrong or swapped with its neighbour.
 * Short words and words that begin differently never are.
 */
export function isOneTypoAway(typed: string, word: string): boolean {
  if (typed.length < 4 || word.length < 4 || typed.length + word.length < 9) return false;
  if (typed[0] !== word[0] || Math.abs(typed.length - word.length) > 1) return false;
  let from = 0;
  while (from < typed.length && typed[from] === word[from]) from++;
  let left = typed.length;
  let right = word.length;
  while (left > from && right > from && typed[left - 1] === word[right - 1]) {
    left--;
    right--;
  }
  const extra = typed.slice(from, left);
  const missing = word.slice(from, right);
  if (extra.length <= 1 && missing.length <= 1) return true;
  return extra.length === 2 && missing.length === 2 && extra[0] === missing[1] && extra[1] === missing[0];
}

const REMOVES = /^\s*(?:please\s+)?(?:remove|erase|delete|get rid of|take out|take away|clean up)\b/i;
const DOES_MORE =
  /\b(?:replace|instead|add|put|insert|turn|change|make|swap|paint|draw|give|(?:re)?colou?r|blur|sharpen|darken|brighten|lighten|crop|rotate|flip|extend|enhance|move|show)\b|\bwith\s+(?:a|an|the|some)\b.*\bin (?:its|their) place\b/i;

/** Whether words ask for nothing but to take something away, which the model for that does without words. */
export function onlyRemoves(prompt: string): boolean {
  return REMOVES.test(prompt) && !DOES_MORE.test(prompt);
}

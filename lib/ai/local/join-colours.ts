import { COLOURS } from "./colours";
import { isRegionNoun } from "./mention-rules";
import type { Token } from "./tokenise";

/** After these, or at the beginning, "sky blue" is a colour; in "the sky blue" the sky is meant. */
const BEFORE_COLOUR = new Set([
  "it",
  "this",
  "that",
  "everything",
  "picture",
  "a",
  "an",
  "with",
  "in",
  "of",
  "to",
  "tint",
  "colour",
]);

/** Makes one word of a colour that is called after a part of the picture: "make it sky blue". */
export function joinColours(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [before, first, second] = [joined.at(-1), tokens[at], tokens[at + 1]];
    if (first === undefined) break;
    const isAlone =
      before === undefined || before.kind === "break" || (before.kind === "word" && BEFORE_COLOUR.has(before.text));
    if (first.kind === "word" && second?.kind === "word" && isAlone && isRegionNoun(first.text)) {
      const text = `${first.text}${second.text}`;
      if (Object.hasOwn(COLOURS, text)) {
        joined.push({ ...first, text, end: second.end });
        at++;
        continue;
      }
    }
    joined.push(first);
  }
  return joined;
}

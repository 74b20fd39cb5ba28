import { COLOURS } from "../../vocabulary/colours";
import { isRegionNoun, PERSON_PRONOUNS } from "../../vocabulary/regions";
import { INSTRUCTION_VERBS } from "../../vocabulary/verbs";
import { limitsSomething } from "../leftover";
import { textOf } from "../clause";
import type { Token } from "../tokenise";

// "Make it look like an old Victorian photograph": a style that is described in more words than its name has.

const MOST_WORDS = 12;

/** How somebody asks for a style. */
const ASKING = /^(?:make|turn|give|go|convert|have|render|do|use|apply|put|a|an|like|some|that)$/u;

/** Who says one of these names something in the picture, or more than a style. */
const POINTING: ReadonlySet<string> = new Set(
  "the my our his her their your these those of with in on at from by for and but or to add remove only no not".split(
    " ",
  ),
);

/** What may follow a style and says no more of it. */
const BEHIND: ReadonlySet<string> = new Set(
  "thing thingy piece fade treatment shot one job touch number affair deal rendition print".split(" "),
);

/** The clause without one word, or two, that may only describe the style it asks for; none where it may ask for more. */
export function stylesIn(tokens: readonly Token[]): Token[][] {
  const isPlain = tokens.every((token) => token.kind === "word" && !POINTING.has(token.text.replace(/^into$/u, "")));
  if (tokens.length > MOST_WORDS || !isPlain || limitsSomething(tokens) || !ASKING.test(textOf(tokens[0]))) return [];
  const places = tokens.flatMap((token, at) => (isDescribing(textOf(token), at, tokens.length) ? [at] : []));
  const without = (...left: readonly number[]): Token[] => tokens.filter((_, at) => !left.includes(at));
  return [
    ...places.map((place) => without(place)),
    ...places.flatMap((place, index) => places.slice(index + 1).map((other) => without(place, other))),
  ];
}

function isDescribing(word: string, at: number, length: number): boolean {
  if (at === 0) return false;
  if (at === length - 1) return BEHIND.has(word);
  return (
    word.length > 2 &&
    !isRegionNoun(word) &&
    !INSTRUCTION_VERBS.has(word) &&
    !KEPT.has(word) &&
    !Object.hasOwn(COLOURS, word)
  );
}

const KEPT: ReadonlySet<string> = new Set([
  ...PERSON_PRONOUNS,
  ..."look like more less very too into this that picture".split(" "),
  // Hands and houses whose styles are their own.
  ...(
    "disney pixar ghibli anime manga simpsons lego marvel dc minecraft barbie picasso monet gogh vangogh banksy warhol dali klimt " +
    "rembrandt vermeer hokusai matisse kandinsky hopper rockwell dreamworks looney tim burton wes anderson"
  ).split(" "),
]);

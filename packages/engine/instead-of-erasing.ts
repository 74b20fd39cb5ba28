const ERASE = /(?<!\p{L})(?:eras|remov|delet|wip|clean|clear|get(?:ting)? rid|take (?:away|out)|paint over)\p{L}*/iu;

const SIDE = /(?<!\p{L})(?:top|bottom|left|right|upper|lower)(?!\p{L})/iu;

const WRITING =
  /(?<!\p{L})(?:text|texts|writing|words?|letters?|caption|title|logos?|watermarks?|signature|stamp)(?!\p{L})/iu;

const SIDES = new Map([
  ["upper", "top"],
  ["lower", "bottom"],
]);

/**
 * What can be done for somebody who wants a side of the picture or writing erased, which only a generative model can
 * do: cut it off, or erase a corner. None when the words ask for something else.
 */
export function insteadOfErasing(words: string): string[] {
  const said = SIDE.exec(words)?.[0].toLowerCase();
  if (!ERASE.test(words) || (said === undefined && !WRITING.test(words))) return [];
  const side = said === undefined ? "bottom" : (SIDES.get(said) ?? said);
  const corner = side === "left" || side === "right" ? `bottom ${side}` : `${side} right`;
  return [
    `cut off the ${side} third`,
    `crop 10% from the ${side}`,
    `erase the ${corner} corner`,
    "remove the date stamp",
  ];
}

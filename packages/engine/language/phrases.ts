/** Patterns that ask for more and for less of something named by a noun, such as "contrast". */
export function amountPhrases(nouns: readonly string[]): { more: string[]; less: string[] } {
  const noun = nouns.join("/");
  return {
    more: [
      `{give}? {more} {more}? ${noun}`,
      `{more} {more}? level? ${noun}`,
      `{turn} up ${noun}`,
      `{turn}? ${noun} up`,
      `{turn}? ${noun} {up}`,
      `{give}? {up} ${noun}`,
      `{make}? ${noun} higher/stronger/greater/bigger`,
      `{give}? {lack} ${noun}`,
      `add/with ${noun}`,
      `${noun} too low/weak`,
    ],
    less: [
      `{give}? {less} {less}? ${noun}`,
      `{turn} down ${noun}`,
      `{turn}? ${noun} down`,
      `{turn}? ${noun} {down}`,
      `{give}? {down} ${noun}`,
      `{make}? ${noun} lower/weaker/smaller`,
      `{give}? excess ${noun}`,
      `${noun} excessive`,
      `${noun} too high`,
      `take out ${noun}`,
    ],
  };
}

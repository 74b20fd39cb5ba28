/** How much of a person's words is quoted, in characters. */
const QUOTED = 80;

/** A person's words on one line, as much of them as is quoted in a sentence. */
export function quote(words: string): string {
  const said = words.replaceAll(/\s+/g, " ").trim();
  return said.length > QUOTED ? `${said.slice(0, QUOTED - 1).trimEnd()}…` : said;
}

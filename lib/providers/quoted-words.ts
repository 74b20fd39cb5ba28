const QUOTES = /"([^"]+)"|[“„]([^“”]+)[“”]|«([^»]+)»|「([^」]+)」/gu;
/** Single ones only where they cannot be apostrophes. */
const SINGLE = /(?<=^|[\s(,:])['‘]([^'’]+)['’](?=$|[\s).,;:!?])/gu;

/** What stands between quotation marks in `text`: lettering that is to be read in a picture. */
export function quotedWords(text: string, { single = false }: { single?: boolean } = {}): string[] {
  const normal = text.normalize("NFC").replaceAll(/\s+/gu, " ");
  const found = [...normal.matchAll(QUOTES), ...(single ? normal.matchAll(SINGLE) : [])];
  return found.map(([, ...inside]) => (inside.find((words) => words !== undefined) ?? "").trim());
}

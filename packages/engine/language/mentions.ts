import { isRegionNoun, NOT_REGIONS } from "../vocabulary/regions";
import type { Lexicon } from "./lexicon";
import type { CoreToken } from "./match-pattern";
import { canBeginName, isNaming, type Named, RULES } from "./mention-rules";

/** One part of the picture, or several with "except", named in a request. */
export type Mention = Named & {
  /** Where its words stand among the tokens. */
  from: number;
  to: number;
  except: boolean;
  only: boolean;
  /** A limit that stands apart: ", but only …", "except …", not "everything but …". */
  detached: boolean;
  /** The preposition before it. */
  preposition: string | null;
  hasArticle: boolean;
};

/** How many words a name of a part may have, with all that belongs to it. */
const MOST_WORDS = 12;

const MISLEADING = new RegExp(`(?:^| )(?:${NOT_REGIONS.join("|")})(?: |$)`, "u");

const DETACHED = /^(?:,|but|and|except|apart|aside|excluding|not) ?/u;

/**
 * The parts of the picture that these tokens may name, from left to right. Some may turn out to be something
 * else, and two may be other readings of the same words.
 */
export function findMentions({ speller }: Lexicon, tokens: readonly CoreToken[]): Mention[] {
  const words = tokens.map((token) => wordOf(token, speller));
  if (!words.some(isNaming) || MISLEADING.test(words.join(" "))) return [];
  const mentions: Mention[] = [];
  for (let from = 0; from < words.length;) {
    const [mention, ...others] = mentionsAt(words, from);
    const before = mentions.at(-1);
    if (mention === undefined) {
      from++;
      continue;
    }
    mentions.push(...others);
    if (before !== undefined && isListed(before, mention, words)) {
      mentions[mentions.length - 1] = { ...before, to: mention.to, regions: [...before.regions, ...mention.regions] };
    } else {
      mentions.push(mention);
    }
    from = mention.to;
  }
  return mentions;
}

/** A misspelt word becomes a word for a part of the picture, if it can be one. */
function wordOf(token: CoreToken, speller: Lexicon["speller"]): string {
  if (token.kind === "break") return token.text;
  // "The one on the left", "the two men".
  if (token.kind === "quantity" && token.unit === "none" && token.word !== undefined) return token.word;
  if (token.kind !== "word") return "\u0001";
  const meant = speller.meant(token.text);
  const only = meant.length === 1 && token.text !== `${meant[0] ?? ""}s` ? meant[0] : undefined;
  return meant.find(isRegionNoun) ?? only ?? token.text;
}

/** "Except the face and the sky": both. */
function isListed(before: Mention, { from, except, preposition, kind }: Mention, words: readonly string[]): boolean {
  const between = words.slice(before.to, from);
  const isJoined = between.length > 0 && between.every((word) => [",", "and", "or", "nor"].includes(word));
  return before.except && isJoined && !except && preposition === null && kind !== "rest";
}

/** What may be named from one word on, the likeliest first; only names by colour have more than one reading. */
function mentionsAt(words: readonly string[], from: number): Mention[] {
  const found: Mention[] = [];
  if (!canBeginName(words[from] ?? "")) return found;
  const text = words.slice(from, from + MOST_WORDS).join(" ");
  const before = from === 0 ? "" : `${words[from - 1] ?? ""} `;
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const groups = match.groups ?? {};
    const named = read({ groups, before, after: text.slice(match[0].length) });
    if (named === null) continue;
    const isBehind = groups["behind"] !== undefined && named.kind !== "edges";
    // Only of somebody can it be said what lies behind; "around the edges" is at the edges.
    if (isBehind && named.kind !== "person" && named.kind !== "animal") continue;
    found.push({
      ...named,
      from,
      to: from + match[0].split(" ").length,
      except: groups["except"] !== undefined || isBehind,
      only: groups["only"] !== undefined || groups["alone"] !== undefined,
      detached: DETACHED.test(groups["except"] ?? groups["only"] ?? ""),
      preposition: groups["preposition"] ?? groups["behind"] ?? null,
      hasArticle: groups["determiner"] !== undefined,
    });
    if (named.kind !== "colour") break;
  }
  return found;
}

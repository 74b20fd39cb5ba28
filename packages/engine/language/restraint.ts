import type { Act } from "./act";
import { textOf } from "./clause";
import type { Lexicon } from "./lexicon";
import { withStrength } from "./operation-act";
import type { Token } from "./tokenise";

// What is asked to be done with restraint.

/** Where what was read ends, and what it means. */
export type ReadPast = { to: number; act: Act };

/**
 * "Denoise but keep the details", "more contrast but don't crush the blacks": what an operation is to spare of what it
 * does by its nature is no limit, but asks for restraint. `null`: said of nothing, or a limit.
 */
export function readRestraint(
  lexicon: Lexicon,
  tokens: readonly Token[],
  from: number,
  { ends, after }: { ends: readonly number[]; after: Act | null },
): ReadPast | null {
  if (after?.kind !== "operation") return null;
  const to = ends.toReversed().find((end) => {
    const segment = tokens.slice(from, end);
    return isOfMood(segment) && segment.some((token) => SPARED.has(textOf(token)));
  });
  return to === undefined ? null : { to, act: restrained(lexicon, after) };
}

const SPARED: ReadonlySet<string> = new Set(
  "detail details texture textures sharp sharpness crisp blacks pores proportions ratio".split(" "),
);

/** With restraint, where what stands before can be done so. */
export const restrained = (lexicon: Lexicon, after: Act | null): Act =>
  after?.kind === "operation" && withStrength(lexicon, after, RESTRAINED) !== null
    ? { kind: "strength", strength: RESTRAINED }
    : { kind: "nothing" };

/** What is to keep its mood is changed with restraint. */
const RESTRAINED = 0.7;

const KEEP = "(?:keep|keeping|preserve|preserving|maintain|maintaining|retain|leave)";
const LOSE =
  "(?:lose|losing|crush|crushing|blow|blowing|clip|clipping|kill|killing|ruin|ruining|destroy|destroying|smear|smearing|wash|washing)";

/** What is asked to be done with restraint, so that nothing of this is lost. */
const RESTRAINT = new RegExp(
  `^(?:(?:but|and|just|also|still) )*(?:${[
    `${KEEP} (?:\\S+ ){1,3}(?:mood|vibe|vibes|atmosphere|feeling|feel|ambience|ambiance)`,
    `${KEEP} (?:it |everything )?(?:sharp|crisp|soft|smooth)`,
    `${KEEP} (?:the |its )*(?:proportions|aspect ratio|ratio)`,
    "(?:do not|without) (?:cut|cutting|crop|cropping) (?:too|so) much(?: away| off)?",
    `${KEEP} (?:the |all the |all |some |its )*(?:details?|texture|textures|sharpness|highlights|shadows|pores|skin texture)(?: (?:in|on|of) (?:the |her |his |my |their |our )?\\S+)?`,
    `${KEEP} (?:the |her |his |my |all the )*(?:light|bright|white|whites|highlights?|dark|detail|details)(?: patch(?:es)?| parts?| areas?| bits?)?(?: (?:on|in|of) (?:the |her |his |my )?\\S+)? (?:crisp|clean|bright|visible|natural|readable|intact|sharp|white|soft|in)(?: but not \\S+)?`,
    `${KEEP} (?:the )?whites? white`,
    `${KEEP} (?:the )?blacks? black`,
    `(?:do not|without|avoid) ${LOSE} (?:out )?(?:the |any |all |too much |much )*(?:details?|blacks?|whites?|highlights?|shadows?|sharpness|texture|skin|colours?|sky)(?: out)?`,
    "(?:do not|without) (?:make|making) (?:it|them|him|her|me|us|(?:the|their|his|her|my|our) (?:faces?|skin|people|person)) (?:all |look |looking )*(?:(?:too|so) \\S+|like (?:a )?\\S+|(?:a )?(?:plastic|fake|weird|strange|odd|unnatural|artificial|waxy|wax|smooth|flat|soft|mushy|blurry|grainy|noisy|harsh|washed out|washed|pale|grey|orange|red|yellow|green|blue|pink|purple|white|black|dark|bright|shiny|ill|sick|dead|doll|dolls|ghost|ghosts|mask|masks|sharp|crunchy|overdone|overexposed|blown out|disappear|glow))",
    "(?:do not|without|not|never|but not|avoid) (?:let |letting |have |make |making |get |getting |turn |turning )?(?:the |my |her |his |their |our |its )?(?:\\S+ ){0,2}?(?:to )?(?:explode|exploding|glow|glowing|go|going|look|looking|become|becoming|turn|turning|get|getting|end up|come out|coming out|overdo|overdoing|over process|over processing|overprocess|overprocessing|over edit|over do|blow|blowing|burn|burning|wash|washing|fade|fading|disappear|disappearing)(?: it| out| away| up)?(?: (?:too |so |all |over the top )*(?:much|far|mad|crazy|fake|plastic|weird|artificial|unnatural|overboard|overcooked|dark|bright|white|grey|orange|red|yellow|blue|green|muddy|flat|soft|crunchy|harsh|silly|out|over the top|overdone|crispy|cartoony|hdr))?(?: on me| please)?",
    "(?:do not|not|never) (?:over process|overprocess|over edit|overedit|over do|overdo|over cook|overcook|go mad|go crazy|go overboard|get carried away|exaggerate)(?: it| with it| on it)?",
    "(?:no|without|avoid) (?:any )?(?:halos?|haloes|artifacts|artefacts|banding|blotches|plastic look)",
    "(?:do not|without|not) (?:cut|cutting|crop|cropping|chop|chopping) (?:off )?(?:the |any |our |their |his |her |my )*(?:heads?|faces?|feet|people|anyone|anybody|too much)(?: off)?",
  ].join("|")})$`,
  "u",
);

/** "But keep the night mood", "without crushing the blacks". */
export const isOfMood = (tokens: readonly Token[]): boolean =>
  RESTRAINT.test(tokens.map(textOf).filter(Boolean).join(" "));

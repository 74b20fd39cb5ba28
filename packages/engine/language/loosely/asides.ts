import { CALLS, FRILLS, USES } from "../../vocabulary/around";
import { textOf } from "../clause";
import { asksToHide } from "../hiding";
import type { Token } from "../tokenise";
import { textOfTokens } from "./phrasing";
import { withoutFrills } from "./cuts";

// Clauses that ask for nothing: what somebody says of the picture, of themselves, or of what it is for.

const SEE = "(?:see|make out|recogni[sz]e|tell|read|spot|notice)";

/** Each of these is all that a clause says. What names a limit is not among them. */
const ASIDES = new RegExp(
  `^(?:${[
    `(?:because |since |as |so )?(?:i |you |we |one |people |they |it is that you )?(?:can not|can hardly|can barely|could not|could hardly|hardly|barely|can|cannot)(?: even| really| not)? (?:hardly |barely )?${SEE}(?: (?:it|her|him|them|anything|much|a thing|that|us|me))?(?: at all| properly| well| clearly| now| any more| there)?`,
    "(?:it is|its|this is|that is|these are) (?:a|an|the|my|our|for a|from a) (?:\\S+ ){0,3}?(?:photo|picture|shot|selfie|portrait|print|scan|screenshot|gift|present|product|listing|card|surprise|snap|postcard|keepsake)(?: .{0,40})?",
    "(?:my|our) \\S+ (?:took|shot|sent|gave|made|snapped) .{1,60}",
    "(?:he|she|they|that|this|it) (?:is|are|was|were) (?:the|my|our|an?) [^§]{1,40}",
    "(?:he|she|they|we|i) (?:is|are|am|was|were) (?:walking|running|standing|sitting|looking|facing|going|moving|smiling|tiny|small|far|barely|hardly|so tiny|really tiny)(?: .{0,40})?",
    "(?:my|our) (?:dad|mum|mom|son|daughter|brother|sister|wife|husband|friend|gran|grandma|grandpa|kids|family|boss|client|nan|dog|cat|boy|girl|baby) (?!face|is |eyes|skin|hair|head).{1,50}",
    "i (?:make|sell|run|have|own|design|paint|work|write|teach|do|use) .{1,50}",
    "(?:so|sothat|because) .{0,40}(?:can|could) (?:actually |really |finally |properly )?(?:see|read|make out|enjoy|recogni[sz]e|show|use|post|print|share|send|upload|sell|frame|hang|put) .{0,50}",
    "(?:please )?(?:it is|its|that is) only §\\d+(?: pixels)?(?: wide| high| tall| across)?(?: at the moment| now| right now)?",
    "(?:it is|its|this is|that is|they are|it will be|it is going|goes|going|i need it|i need this|i want it|need it|needed|want it|meant|intended)(?: for| to go on| to put on| to go in) .{1,60}",
    "(?:it will be|it is going|goes|going)(?: on| in) .{1,60}",
    "(?:i |we |he |she |they )?(?:want|wants|would like|need|needs|like|love)(?: for)? (?:people|ppl|everyone|everybody|viewers|the viewer|the eye|eyes|you|them|folks) to (?:look|see|notice|focus|go|be drawn|feel)(?: .{0,60})?",
    "(?:it was |was |this was |that was |the picture was |they were |we were )?(?:taken|shot|photographed|snapped|made) (?:on|with|in|at|by|from|during|after|before|while|indoors|outdoors|outside|inside|through|under|without|last|yesterday|today) ?.{0,60}",
    "(?:an? )?(?:indoor|outdoor|old|quick|phone|mobile|holiday|family|wedding|birthday|iphone|android|film|drone|night|evening|morning|product|street|school|concert|studio|selfie|bad|blurry|dark|valentine|christmas|birthday|invitation|greeting|thank you|post)(?: (?:indoor|outdoor|old|quick|phone|mobile|holiday|family|film|day|night|camera))* (?:pic|picture|photo|shot|snap|card|selfie|portrait|postcard|invite|invitation|flyer|poster)",
    "(?:png|jpe?g|jpg|webp|as (?:a )?(?:png|jpe?g|webp)|(?:in|to) (?:png|jpe?g|webp))(?: format| file| please)?",
    `(?:it is |its )?(?:for|to go on|going on) (?:my|our|his|her|their|a|an|the|some)(?: \\S+){0,4}? ${USES}`,
    `(?:it is |its )(?:on|in) (?:my|our|his|her|their|a|an) ${USES}`,
    "(?:sorry |i know |i am sorry )?(?:i am |i'm |im )?(?:not sure|no idea|new to this|no expert|bad at this|terrible at this|a beginner)(?: .{0,40})?",
    "(?:that|this|it) (?:would|will) (?:be|look) (?:great|nice|lovely|amazing|perfect|good|awesome|cool|fab|brilliant|better|nicer)",
    "(?:i |we )?(?:love|like|really like|quite like|adore) (?:this|it|the picture|this one|this picture|how it looks|the composition|the pose|the rest).{0,30}",
    "(?:because |cause |as |since )?(?:i am|we are|i will be|i want to be) (?:posting|uploading|sharing|putting|selling|sending|printing|publishing|using) (?:it|this|that|them|the picture)(?: .{0,40})?",
    "(?:who|what) (?:is|are) .{1,40}(?:photobombing|doing there).{0,30}",
    "(?:i|we) (?:took|shot|snapped|got|found|forgot|messed up|did|made|had) .{1,60}",
    "(?:the )?(?:light|lighting|weather|camera|phone|flash|sun|room|place|bar|restaurant|church) (?:there |here |in there |in here )?(?:was|were|is|messed|ruined|makes|made) (?:really |so |very |super |pretty |quite |a bit |kind of )*(?:bad|awful|terrible|rubbish|horrible|poor|weird|tricky|old|crap|shit|cheap|dodgy|dark|dim|nasty)(?: .{0,30})?",
    "(?:facebook|instagram|insta|linkedin|twitter|youtube|etsy|ebay|whatsapp|tiktok|pinterest|web|website|blog|print|shop)(?: \\S+)? (?:size|format|version|post|cover size|banner size|dimensions)",
  ].join("|")})$`,
  "u",
);

/** What nobody needs: "lots of wall we don't need". */
const SURPLUS =
  /^(?:(?:there is|it has|with) )?(?:lots of|loads of|too much|so much|a lot of|all that|plenty of|tons of|just|all) .{1,40} (?:we|i|you) do not (?:really |even )?(?:need|want)$/u;

const LIMITS = /\b(?:except|only(?! §)|keep|leave|without|do not|never|avoid|unless|just the)\b/u;

/** Who says where somebody or something is may mean that alone. */
const WHERE =
  /\b(?:on|at|in|to) (?:the |my |our |his |her )?(?:far |very |upper |lower |top |bottom )?(?:left|right|top|bottom|middle|centre|corner|back|front|background|foreground|one|ones)\b|\b(?:one|ones) (?:on|at|in|with|who|that)\b/u;

/** Who says one of these asks for somebody to be hidden, which is done or refused, and never passed over. */
const HIDDEN =
  /\b(?:hidden|hide|hiding|invisible|anonymous|unseen|gone|removed|cut out|nobody|no one|none of|covered|blurred|pixelated|blacked out)\b/u;

const isLimited = (text: string): boolean =>
  LIMITS.test(text.replace(/^i want .*? not /u, "")) || WHERE.test(text) || HIDDEN.test(text) || asksToHide(text);

/** Whether a clause asks for nothing, so that nobody has to be told that it was not read. */
export function asksNothing(tokens: readonly Token[]): boolean {
  if (tokens.every((token) => token.kind === "break" || FRILLS.has(textOf(token)) || CALLS.has(textOf(token))))
    return true;
  const text = textOfTokens(withoutFrills(tokens));
  return text === "" || SURPLUS.test(text) || (ASIDES.test(text) && !isLimited(text));
}

const DETERMINED =
  "(?:the|my|our|his|her|their|your|its|all|any|both|that|this|those|these|some|every|each|anyone|anybody|him|her|us|me|them|half) ?";

/** What must not be lost when a picture is cut: "keep the yellow trees in", "don't chop her feet off". */
const SPARED = new RegExp(
  `^(?:(?:and|but|just|also) )*(?:(?:keep|keeping|leave|leaving|include|including|with|make sure|show|have) (?<kept>${DETERMINED}.{1,50}?) (?:in|in it|in the frame|in frame|in shot|in view|in the picture|visible|whole|showing|intact|stays in|is in|are in|stays visible|is visible)|(?:do not|without|not|never) (?:chop|cut|crop|cutting|chopping|cropping|lose|losing|clip|clipping) (?:off |out )?(?<cut>${DETERMINED}.{1,50}?)(?: off| out| away)?)$`,
  "u",
);

/** The words for what a cut is to spare, as places among the tokens; `null` where nothing such is said. */
export function sparedByCut(tokens: readonly Token[]): readonly [from: number, to: number] | null {
  const text = textOfTokens(tokens);
  const match = SPARED.exec(text);
  const spared = match?.groups?.["kept"] ?? match?.groups?.["cut"];
  if (spared === undefined) return null;
  const from = text.slice(0, text.indexOf(spared)).split(" ").length - 1;
  return [from, from + spared.split(" ").length];
}

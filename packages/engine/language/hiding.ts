/** Words that ask for something to be made unrecognisable, and for nothing else. */
const ALWAYS = /(?<!\p{L})(?:anonymi[sz]|censor|redact|unrecogni[sz]|deface)\p{L}*/iu;

/** Nobody is to be known, or somebody is not to be. */
const UNKNOWN =
  /(?<!\p{L})(?:nobody|no[ -]?one|none of|not any(?:one|body)|not|never|cannot|can['’]?t|mustn['’]?t|shouldn['’]?t|impossible|hard) (?:\S+ ){0,4}?(?:recogni[sz]|identif)/iu;

/** Words that may ask for it, depending on of what. */
const HIDE =
  /(?<!\p{L})(?:blur|pixelat|pixeli[sz]|mosaic|hide|hiding|hidden|obscur|mask|conceal|cover (?:up|over|the|his|her|my|our|their|all)|disguis|scrambl|unread|illegib|black(?:en)? ?(?:out|bar|box)|(?:block|blot|cross|strike|paint) (?:out|over))\p{L}*/iu;

/** What somebody may have to be protected by. */
const PRIVATE =
  /(?<!\p{L})(?:faces?|eyes?|bod(?:y|ies)|identit(?:y|ies)|people|persons?|m[ae]n|wom[ae]n|guys?|girls?|boys?|child|children|kids?|bystanders?|strangers?|passers?-?by|him|her|me|us|them|plates?|registration|address(?:es)?|names?|numbers?|e-?mails?|signatures?|passport|licen[sc]es?|cards?|account|signs?|text|writing|words?|letters?|documents?|screens?|tattoos?|logos?)(?!\p{L})/iu;

/**
 * Whether words ask for somebody or something private to be made unrecognisable. That is never done by
 * halves: whoever publishes the picture would rely on it.
 */
export const asksToHide = (words: string): boolean =>
  ALWAYS.test(words) || asksNotToBeKnown(words) || (HIDE.test(words) && PRIVATE.test(words));

/** Whether words ask that somebody be known by nobody: "so that nobody recognises her". */
export const asksNotToBeKnown = (words: string): boolean => UNKNOWN.test(words) && !SEEING.test(words);

/** "I can't recognise her face": a complaint. */
const SEEING =
  /^(?:i|we|you|one|people)? ?(?:can(?:not| not|['’]t)|can (?:hardly|barely)|could not) (?:\S+ )?recogni[sz]e/iu;

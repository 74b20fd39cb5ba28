/** Words that ask for something to be made unrecognisable, and for nothing else. */
const ALWAYS = /(?<!\p{L})(?:anonymi[sz]|censor|redact|unrecogni[sz]|deface)\p{L}*/iu;

/** Words that may ask for it, depending on of what. */
const HIDE =
  /(?<!\p{L})(?:blur|pixelat|pixeli[sz]|mosaic|hide|hiding|hidden|obscur|mask|conceal|cover (?:up|over|the|his|her|my|our|their|all)|disguis|scrambl|unread|illegib|black(?:en)? ?(?:out|bar|box)|(?:block|blot|cross|strike|paint) (?:out|over))\p{L}*/iu;

/** What somebody may have to be protected by. */
const PRIVATE =
  /(?<!\p{L})(?:faces?|eyes?|identit(?:y|ies)|people|persons?|m[ae]n|wom[ae]n|guys?|girls?|boys?|child|children|kids?|bystanders?|strangers?|passers?-?by|him|her|me|us|them|plates?|registration|address(?:es)?|names?|numbers?|e-?mails?|signatures?|passport|licen[sc]es?|cards?|account|signs?|text|writing|words?|letters?|documents?|screens?|tattoos?|logos?)(?!\p{L})/iu;

/**
 * Whether words ask for somebody or something private to be made unrecognisable. That is never done by
 * halves: whoever publishes the picture would rely on it.
 */
export const asksToHide = (words: string): boolean => ALWAYS.test(words) || (HIDE.test(words) && PRIVATE.test(words));

import type { Fakes } from "@/tests/fakes";

/** Words of a prompt that the stand-ins obey, by whom; each with what then happens. */
const WORDS: Readonly<Record<"bfl" | "gemini" | "enhancer", readonly [words: string, effect: string][]>> = {
  bfl: [
    ["flux:429-once", "refused once as too many, then taken"],
    ["flux:402", "out of credits, so another editor makes the edit where there is one"],
    ["flux:request-moderated", "refused for what was asked, with reasons"],
    ["flux:content-moderated", "refused for what came out"],
    ["flux:500-after", "taken, but the answer is lost: uncertain, may have been charged"],
    ["flux:task-error", "breaks off in the middle, which is believed after a minute"],
    ["flux:task-not-found-3", "not known yet for three questions, then ready"],
    ["flux:odd-jpeg", "the result is a JPEG with stray bytes, as webcams write them"],
    ["flux:html", "the result is no picture: kept, and to be checked again"],
    ["flux:pending", "never ends"],
  ],
  gemini: [
    ["editor:text-refusal", "answers with words instead of a picture (pick Gemini as the editor)"],
    ["editor:finish-image-safety", "refused for what came out (pick Gemini as the editor)"],
    ["editor:thought-only", "its only picture is a thought (pick Gemini as the editor)"],
    ["editor:same", "sends the picture back as it was (pick Gemini as the editor)"],
    ["editor:overloaded", "fails without saying of what: uncertain (pick Gemini as the editor)"],
  ],
  enhancer: [
    ["enhancer:internal", "prompts are not enhanced; the edit goes on"],
    ["enhancer:wrong-form", "enhances in a form that cannot be used; the edit goes on"],
  ],
};

/** What runs where, and which words make what go wrong; for the terminal. */
export function describeFakes(fakes: Fakes, options: { redisUrl: string | null; seconds: number }): string {
  const { bfl, gemini, openai, blob, s3, upstash } = fakes;
  const limits =
    upstash === null
      ? ["Limits", "in memory", "no Redis answers: REDIS_URL may name one for the stand-in of Upstash"]
      : ["Upstash", upstash.url, `counts in ${hostOf(options.redisUrl)}`];
  const rows = [
    ["FLUX", bfl.url, `${options.seconds} seconds an edit (--slow 60 for a minute)`],
    ...(gemini === null ? [] : [["Gemini", gemini.url, "enhances and edits"]]),
    ...(openai === null ? [] : [["OpenAI", openai.url, "enhances"]]),
    ...(blob === null ? [] : [["Vercel Blob", blob.url, "keeps pictures until the end (--s3 for the other kind)"]]),
    ...(s3 === null ? [] : [["S3", s3.url, "keeps pictures until the end"]]),
    limits,
    ["Database", "embedded", "in .data/fakes, new at each start"],
  ];
  const words = [...WORDS.bfl, ...(gemini === null ? [] : WORDS.gemini), ...WORDS.enhancer];
  return [
    "Mizual with stand-ins for the hosted services: nothing real is reached, nothing costs anything.",
    "",
    ...rows.map(([name = "", where = "", what = ""]) => `  ${name.padEnd(13)}${where.padEnd(25)}${what}`),
    "",
    "Words in a prompt that make something go wrong:",
    ...words.map(([word, effect]) => `  ${word.padEnd(28)}${effect}`),
    "",
  ].join("\n");
}

const hostOf = (url: string | null): string => (url === null ? "" : new URL(url).host);

// Imports nothing: the operator's page names them.

/** What feedback can be about: what a person reads, and the English words by which it is told. */
export const FEEDBACK_THEMES = {
  unchanged: {
    label: "Nothing changed",
    words:
      /\b(nothing|didn'?t|did not|not) (was |were )?(chang|happen|work|do any)|\bno (change|difference|effect)|same (picture|image|photo)|\bunchanged\b/i,
  },
  wrong_place: {
    label: "Something else changed",
    words:
      /\bwrong (thing|part|place|side|person|object|area)|\b(also|everything|whole|rest|background) (got |was |is )?chang|\bnot what i (asked|wanted|said)|\bignored\b|\bmisunderst/i,
  },
  too_much: {
    label: "Too much",
    words:
      /\btoo (much|strong|bright|dark|light|warm|cold|red|green|blue|saturated|sharp|blurry|heavy|big|harsh)|\bover(done|exposed|saturated|sharpened|processed)|\bexaggerat|\bextreme\b/i,
  },
  too_little: {
    label: "Too little",
    words: /\btoo (little|weak|subtle|small)|\bnot (enough|strong|visible)|\bbarely\b|\bhardly\b/i,
  },
  colour: {
    label: "Colours",
    words: /\bcolou?rs?\b|\bcolou?r(ed|ful|ing)\b|\b(hue|tint|saturat\w+|tone|yellowish|greenish|orange|washed out)\b/i,
  },
  light: { label: "Light", words: /\b(bright\w*|dark\w*|light\w*|shadows?|exposure|exposed|contrast|highlights?)\b/i },
  people: {
    label: "Faces and people",
    words: /\b(face|faces|eyes?|skin|hair|hands?|fingers?|person|people|man|woman|child|smile|teeth|nose|mouth)\b/i,
  },
  background: { label: "Background", words: /\b(background|backdrop|sky|behind)\b/i },
  lettering: { label: "Lettering", words: /\b(text|letters?|lettering|font|words?|spelling|typo|caption)\b/i },
  quality: {
    label: "Quality",
    words:
      /\b(blurr?y|blurred|pixelat\w+|noisy|noise|grain\w*|artifacts?|artefacts?|resolution|quality|fuzzy|smudg\w+|sharp\w*|detail\w*)\b/i,
  },
  fake: {
    label: "Looks unreal",
    words: /\b(fake|unreal\w*|unnatural|artificial|cartoon\w*|plastic|weird|strange|creepy|ai[- ]?(look|generated))\b/i,
  },
  cropping: {
    label: "Crop and size",
    words: /\b(crop\w*|cut off|size|stretch\w*|squash\w*|aspect|rotat\w+|distort\w*)\b/i,
  },
  slow: { label: "Waiting", words: /\b(slow|slowly|wait\w*|took (too|so|very) long|forever|stuck)\b/i },
} as const satisfies Record<string, { label: string; words: RegExp }>;

export type FeedbackTheme = keyof typeof FEEDBACK_THEMES;

/** Every theme that a text speaks of, in the order of the table. */
export function themesOf(text: string): FeedbackTheme[] {
  const plain = text.replaceAll("’", "'");
  return (Object.keys(FEEDBACK_THEMES) as FeedbackTheme[]).filter((theme) => FEEDBACK_THEMES[theme].words.test(plain));
}

/** One quality in the forms that the grammar knows; empty: it has none such. */
type Quality = { is: string; more: string; noun: string; alike: string };

/**
 * Adjectives that people use for a quality beside the word that the grammar has for it. They are read as that word only
 * where a clause is not understood as it stands.
 */
const QUALITIES: readonly Quality[] = [
  {
    is: "dark",
    more: "darker",
    noun: "darkness",
    alike:
      "dim gloomy murky dusky shadowy sombre somber underlit unlit shady shaded dimly-lit poorly-lit badly-lit pitch-black pitch-dark inky darkish",
  },
  {
    is: "bright",
    more: "brighter",
    noun: "brightness",
    alike: "luminous radiant well-lit illuminated sunlit brightish luminescent",
  },
  {
    is: "sharp",
    more: "sharper",
    noun: "sharpness",
    alike:
      "crisp crispy focused focussed defined well-defined detailed tack-sharp razor-sharp crystal-clear pin-sharp legible readable snappy in-focus high-definition sharpish",
  },
  {
    is: "blurry",
    more: "blurrier",
    noun: "",
    alike:
      "unfocused unfocussed unsharp indistinct smudgy smeary smudged smeared muddled out-of-focus shaky blurred-out ill-defined undefined vague mushy",
  },
  {
    is: "grainy",
    more: "grainier",
    noun: "grain",
    alike: "speckled speckly sandy gritty dotty spotty mottled blotchy",
  },
  {
    is: "dull",
    more: "duller",
    noun: "",
    alike:
      "drab dreary dingy lacklustre lackluster insipid uninspiring uninspired meh blah lifeless boring bland unexciting muddy tired listless anaemic anemic greyish grey-ish dismal stale unimpressive underwhelming washy dullish colourless monotonous depressing",
  },
  { is: "flat", more: "flatter", noun: "", alike: "low-contrast contrastless flattish two-dimensional 2d" },
  {
    is: "harsh",
    more: "harsher",
    noun: "harshness",
    alike: "contrasty stark crunchy aggressive high-contrast",
  },
  {
    is: "overexposed",
    more: "",
    noun: "",
    alike: "blown-out burnt-out burned-out bleached overlit over-exposed over-lit overbright blown burnt",
  },
  {
    is: "vivid",
    more: "more vivid",
    noun: "",
    alike:
      "punchy lively lush rich juicy bold zingy popping vivacious brilliant vibrant colourful luscious energetic poppy",
  },
  {
    is: "muted",
    more: "more muted",
    noun: "",
    alike: "subdued understated toned-down restrained discreet",
  },
  {
    is: "colourful",
    more: "more colourful",
    noun: "",
    alike: "garish gaudy lurid loud over-the-top overcooked oversaturated over-saturated screaming",
  },
  {
    is: "warm",
    more: "warmer",
    noun: "warmth",
    alike: "toasty cosy cozy sunny summery sun-kissed sunkissed warmish",
  },
  { is: "cool", more: "cooler", noun: "", alike: "chilly icy wintry frosty frigid coolish" },
  { is: "hazy", more: "hazier", noun: "haze", alike: "milky veiled filmy smoky" },
  {
    is: "crooked",
    more: "",
    noun: "",
    alike: "lopsided skewed skew slanty off-level unlevel squint aslant tilty leaning",
  },
];

const VOWELS = /[aeiou]/u;

/** "Crisp": crisper, crispest, crispness. What has more than two syllables has none of them, and they are never said. */
function formsOf(word: string): { more: string[]; noun: string[] } {
  const stem = word.endsWith("y") ? `${word.slice(0, -1)}i` : word.endsWith("e") ? word.slice(0, -1) : word;
  const [before, last] = [stem.at(-2) ?? "", stem.at(-1) ?? ""];
  const isDoubled = VOWELS.test(before) && /[dgmnt]/u.test(last) && !VOWELS.test(stem.at(-3) ?? "");
  const stems = isDoubled ? [stem, `${stem}${last}`] : [stem];
  return { more: stems.flatMap((base) => [`${base}er`, `${base}est`]), noun: [`${stem}ness`, `${word}ness`] };
}

/** Words and phrases with what they are read as, where a clause cannot be read as it stands. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map(
  QUALITIES.flatMap(({ is, more, noun, alike }) =>
    alike.split(" ").flatMap((entry) => {
      const word = entry.replaceAll("-", " ");
      const forms = formsOf(word);
      return [
        [word, is] as const,
        ...(more === "" ? [] : [`more ${word}`, ...forms.more].map((form) => [form, more] as const)),
        ...(noun === "" ? [] : forms.noun.map((form) => [form, noun] as const)),
      ];
    }),
  ),
);

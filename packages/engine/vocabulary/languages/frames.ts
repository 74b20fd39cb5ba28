import { NAMED_WISHES } from "./looks";

// What some ideas ask for together, as an English request. `#` is what it is done to, `@` a part of the picture that
// has to be named, `[…#…]` is left out where it is the whole picture, `$` a colour, `{percent}` and the like a figure.

/** Of what there can be more and less, with the English noun. */
const MEASURES: ReadonlyArray<readonly [lemma: string, noun: string]> = [
  ["contrast", "contrast"],
  ["brightness", "brightness"],
  ["light", "light"],
  ["saturation", "saturation"],
  ["colours", "saturation"],
  ["sharpness", "sharpness"],
  ["warmth", "warmth"],
  ["clarity", "clarity"],
];

/** What a picture can be, its comparative, and what less of it is. `flaw`: said alone, it is a complaint. */
const QUALITIES: ReadonlyArray<{ base: string; comparative: string; less: string; flaw?: boolean }> = [
  { base: "bright", comparative: "brighter", less: "darker" },
  { base: "dark", comparative: "darker", less: "brighter", flaw: true },
  { base: "warm", comparative: "warmer", less: "cooler" },
  { base: "cool", comparative: "cooler", less: "warmer", flaw: true },
  { base: "sharp", comparative: "sharper", less: "blurrier" },
  { base: "blurry", comparative: "blurrier", less: "sharper", flaw: true },
  { base: "colourful", comparative: "vivid", less: "paler" },
  { base: "pale", comparative: "paler", less: "more colourful", flaw: true },
];

const ENGLISH: Readonly<Record<string, string>> = {
  vivid: "more colourful",
  paler: "less colourful",
  pale: "dull",
  cool: "cold",
};

const english = (lemma: string): string => ENGLISH[lemma] ?? lemma;

/** "Blur all behind her" is done as a lens would, "make it blurry" is not. */
const madeTo = (comparative: string): string =>
  comparative === "blurrier" ? "blur #" : `make # ${english(comparative)}`;

const qualities = QUALITIES.flatMap(({ base, comparative, less, flaw = false }): [string, string][] => [
  [comparative, madeTo(comparative)],
  [`more ${comparative}`, madeTo(comparative)],
  [`more ${base}`, madeTo(comparative)],
  [`less ${base}`, madeTo(less)],
  [`make ${base}`, madeTo(comparative)],
  // Alone, it tells what the picture is like; a flaw is mended, of which "cool" may be none.
  [base, flaw && base !== "cool" ? `# is ${english(base)}` : `# is ${base}`],
  ...(flaw ? [] : [[`colours ${base}`, madeTo(comparative)] as [string, string]]),
  [`is ${base}`, `# is ${english(base)}`],
  [`too ${base}`, `# is too ${english(base)}`],
  [`is too ${base}`, `# is too ${english(base)}`],
  [`not enough ${base}`, `# is not ${base} enough`],
  [`is not enough ${base}`, `# is not ${base} enough`],
  [`lack ${base}`, `# is not ${base} enough`],
  [`is lack ${base}`, `# is not ${base} enough`],
  [`is not ${base}`, `# is not ${base}`],
]);

const measures = MEASURES.flatMap(([lemma, noun]): [string, string][] => [
  [`more ${lemma}`, `more ${noun} [in #]`],
  [`less ${lemma}`, `less ${noun} [in #]`],
  [`too ${lemma}`, `too much ${noun} [in #]`],
  [`is too ${lemma}`, `too much ${noun} [in #]`],
  [`not enough ${lemma}`, `not enough ${noun} [in #]`],
  [`lack ${lemma}`, `not enough ${noun} [in #]`],
  [`is lack ${lemma}`, `not enough ${noun} [in #]`],
  [`is less ${lemma}`, `not enough ${noun} [in #]`],
  [`{signed} ${lemma}`, `${noun} {signed}`],
]);

const flaws = ["flat", "noisy", "crooked", "overexposed", "underexposed"].flatMap((lemma): [string, string][] => [
  [lemma, `# is ${lemma}`],
  [`is ${lemma}`, `# is ${lemma}`],
  [`less ${lemma}`, `# is ${lemma}`],
  [`too ${lemma}`, `# is ${lemma}`],
  [`is too ${lemma}`, `# is ${lemma}`],
]);

const looks = (
  [
    ["black-and-white", "make # black and white"],
    ["sepia", "make # sepia"],
    ["vintage", "make # look vintage"],
    ["hdr", "make # hdr"],
    ["dramatic", "make # more dramatic"],
    ["cinematic", "make # look cinematic"],
    ["cartoon", "make # look like a cartoon"],
    ["sketch", "make # look like a pencil sketch"],
    ["oil-painting", "make # look like an oil painting"],
    ["watercolour", "make # look like a watercolour"],
    ["sunset", "make # look like sunset"],
    ["night", "make # look like night"],
    ["improve", "improve #"],
    ["cutout", "make the background transparent"],
  ] as const
).flatMap(([lemma, request]): [string, string][] => [
  [lemma, request],
  [`more ${lemma}`, request],
]);

/** Named wishes: alone, or more of them; a gradient with its two colours. */
const named = Object.entries(NAMED_WISHES).flatMap(([lemma, { request }]): [string, string][] => {
  if (request.includes("$"))
    return ["", " background", " background replace", " replace"].map((more) => [`${lemma} $ $${more}`, request]);
  if (request.includes("{number}"))
    return ["enlarge", "size", "resize", "more", "more size"].map((what) => [`${lemma} {number} ${what}`, request]);
  return ["", " more"].map((more) => [`${lemma}${more}`, request]);
});

const aspects = ["colours", "contrast", "brightness", "light", "sharpness", "size"].flatMap(
  (lemma): [string, string][] => [
    [`not change ${lemma}`, `do not change the ${lemma}`],
    [`without change ${lemma}`, `without changing the ${lemma}`],
    [`keep ${lemma}`, `keep the ${lemma}`],
  ],
);

const turns = (
  [
    ["right", "right"],
    ["left", "left"],
    ["clockwise", "clockwise"],
    ["anticlockwise", "counterclockwise"],
  ] as const
).flatMap(([lemma, way]): [string, string][] => [
  [`rotate ${lemma}`, `rotate # ${lemma.includes("clock") ? `90 degrees ${way}` : way}`],
  [`rotate ${lemma} {degrees}`, `rotate # ${way} by {degrees} degrees`],
]);

const sides = ["left", "right", "top", "bottom"].flatMap((side): [string, string][] => [
  [`crop ${side} {percent}`, `crop {percent} from the ${side}`],
  [`remove ${side} {percent}`, `crop {percent} from the ${side}`],
  [`crop ${side} {pixels}`, `crop {pixels} from the ${side}`],
  [`crop ${side}`, `cut off the ${side}`],
]);

const borders = ["", "thick ", "thin "].flatMap((width): [string, string][] =>
  ["", "$ "].map((colour) => [`border ${width}${colour}`.trim(), `add a ${width}${colour}border`] as [string, string]),
);

const others: readonly (readonly [ideas: string, request: string])[] = [
  ["blur", "blur #"],
  ["more blur", "blur #"],
  ["is blur", "# is blurry"],
  ["less blur", "make # sharper"],
  ["background blurry", "blur #"],
  ["remove blur", "make # sharper"],
  ["denoise", "denoise #"],
  ["less noise", "less noise [in #]"],
  ["remove noise", "remove the noise [in #]"],
  ["is noise", "too much noise [in #]"],
  ["is noise remove", "remove the noise [in #]"],
  ["is noise less", "less noise [in #]"],
  ["$ is", "# looks $"],
  ["flip upside", "rotate # by 180 degrees"],
  ["shrink wide {pixels}", "resize # to {pixels} wide"],
  ["enlarge wide {pixels}", "resize # to {pixels} wide"],
  ["shrink high {pixels}", "resize # to {pixels} high"],
  ["too noise", "too much noise [in #]"],
  ["is too noise", "too much noise [in #]"],
  ["grain", "add grain [to #]"],
  ["more grain", "more grain [in #]"],
  ["less grain", "less grain [in #]"],
  ["remove grain", "remove the grain [in #]"],
  ["too grain", "too much grain [in #]"],
  ["vignette", "add a vignette"],
  ["more vignette", "add a vignette"],
  ["remove haze", "remove the haze"],
  ["less haze", "remove the haze"],
  ["fog", "add fog"],
  ["more fog", "add fog"],
  ["remove fog", "remove the haze"],
  ["snow", "add snow"],
  ["more snow", "add snow"],
  ["rain", "add rain"],
  ["more rain", "add rain"],
  ["remove colours", "make # black and white"],
  ["remove cast", "remove the colour cast"],
  ["$ remove cast", "remove the $ cast"],
  ["$ cast", "remove the $ cast"],
  ["$ remove tint", "remove the $ cast"],
  ["$ less tint", "remove the $ cast"],
  ["contrast softer", "less contrast"],
  ["smooth-skin", "smooth the skin"],
  ["softer", "soft light"],
  ["more softer", "soft light"],
  ["colours softer", "make the colours less vivid"],
  ["white-balance", "fix the white balance"],
  ["improve white-balance", "fix the white balance"],
  ["improve light", "fix the lighting"],
  ["light make", "make # brighter"],
  ["improve brightness", "fix the exposure"],
  ["colours cool", "make # cooler"],
  ["improve colours", "fix the white balance"],
  ["more size", "enlarge #"],
  ["is enlarge", "enlarge #"],
  ["vintage restore", "restore #"],
  ...["remove", "is", "too", "is too", "less"].map(
    (what) => [`${what} yellow-cast`, "remove the yellow cast"] as const,
  ),
  ["more enlarge", "enlarge #"],
  ["is professional", "make # look professional"],
  ["scan black-and-white", "scan #"],
  ["red-eye remove", "remove the red eyes"],
  ["red-eye improve", "remove the red eyes"],
  ["border polaroid", "add a polaroid frame"],
  ["crop circle", "crop # to a circle"],
  ["crop passport-photo", "make # a passport photo"],
  ["smooth", "smooth #"],
  ["more smooth", "smooth #"],
  ["straighten", "straighten #"],
  ["is crooked straighten", "straighten #"],
  ["crop", "zoom in on @"],
  ["crop vertical", "make # portrait"],
  ["crop horizontal", "make # landscape"],
  ["$ remove", "remove the $ cast"],
  ["black-and-white contrast", "make # high contrast black and white"],
  ["black-and-white more contrast", "make # high contrast black and white"],
  ["crop square", "crop # square"],
  ["square", "crop # square"],
  ["crop {ratio}", "crop # to {ratio}"],
  ["{ratio}", "crop # to {ratio}"],
  ["rotate {degrees}", "rotate # by {degrees} degrees"],
  ["upside", "rotate # by 180 degrees"],
  ["rotate upside", "rotate # by 180 degrees"],
  ["flip", "flip # horizontally"],
  ["flip horizontal", "flip # horizontally"],
  ["flip vertical", "flip # vertically"],
  ["resize {pixels}", "resize # to {pixels}"],
  ["resize wide {pixels}", "resize # to {pixels} wide"],
  ["wide {pixels}", "resize # to {pixels} wide"],
  ["resize high {pixels}", "resize # to {pixels} high"],
  ["high {pixels}", "resize # to {pixels} high"],
  ["shrink {pixels}", "resize # to {pixels}"],
  ["enlarge {pixels}", "resize # to {pixels}"],
  ["crop {size}", "crop # to {size}"],
  ["size {size}", "resize # to {size}"],
  ["resize {size}", "resize # to {size}"],
  ["{size}", "resize # to {size}"],
  ["resize {percent}", "resize # {amount}"],
  ["shrink {percent}", "shrink # {amount}"],
  ["enlarge {percent}", "enlarge # {amount}"],
  ["shrink", "make # smaller"],
  ["half shrink", "make # half the size"],
  ["half resize", "make # half the size"],
  ["half size", "make # half the size"],
  ["double enlarge", "make # twice as large"],
  ["double size", "make # twice as large"],
  ["double resize", "make # twice as large"],
  ["double bright", "make # twice as bright"],
  ["half bright", "make # half as bright"],
  ["enlarge", "enlarge #"],
  ["cutout person", "cut out #"],
  ["cutout subject", "cut out #"],
  ["background remove", "remove #"],
  ["background replace transparent", "make # transparent"],
  ["transparent", "make # transparent"],
  ["less shadows", "lift the shadows"],
  ["too shadows", "lift the shadows"],
  ["is too shadows", "lift the shadows"],
  ["more shadows", "make the shadows deeper"],
  ["less highlights", "tone down the highlights"],
  ["too highlights", "tone down the highlights"],
  ["border remove", "remove the border"],
  ["pixelate", "pixelate #"],
  ["black-out", "black out #"],
  ["$ background", "make # $"],
  ["$ make", "make # $"],
  ["$ more", "make # more $"],
  ["$ darker", "make the $ darker"],
  ["$ less", "less $ [in #]"],
  ["$ too", "# is too $"],
  ["$ is too", "# is too $"],
  ["$ tint too", "# is too $"],
  ["$ is tint too", "# is too $"],
  ["$ replace", "replace # with $"],
  ["$ tint", "give # a $ tint"],
  ["$ $ replace", "replace $ with $"],
  ["$ $ change", "replace $ with $"],
  ["$ only-keep", "keep only the $"],
  ["$ black-and-white except", "make it black and white except $"],
  ["invert", "invert the colours [of #]"],
  ["colours invert", "invert the colours [of #]"],
  ["not change", "do not change #"],
  ["without change", "without changing #"],
  ["keep", "keep # unchanged"],
  ["keep sharp", "keep # sharp"],
];

/** One name for the same ideas in any order. */
export const ideasOf = (ideas: readonly string[]): string => ideas.toSorted().join(" ");

const all = [
  ...named,
  ...others,
  ...borders,
  ...sides,
  ...turns,
  ...aspects,
  ...looks,
  ...flaws,
  ...measures,
  ...qualities,
].map(([ideas, request]) => [ideas.split(" "), request] as const);

/** What cuts off crops, to a shape or at a side; of a part of the picture it may take just that away. */
const cuts = all.flatMap(([ideas, request]) =>
  ideas.includes("crop") && ideas.length > 1
    ? [[ideas.map((idea) => (idea === "crop" ? "cut" : idea)), request] as const]
    : [],
);

/** What some ideas, by `ideasOf`, ask for. */
export const FRAMES: ReadonlyMap<string, string> = new Map(
  [...all, ...cuts].map(([ideas, request]) => [ideasOf(ideas), request] as const),
);

/** Of what there is more and less: named alone, such a word shares what its neighbour says. */
export const MEASURED: ReadonlySet<string> = new Set(MEASURES.map(([lemma]) => lemma));

/** What a picture can be: to be made so, or said of it. */
export const STATES: ReadonlySet<string> = new Set(QUALITIES.map(({ base }) => base));

/** Ideas under which colours are spoken of, which they do not change: "warmer colours". */
export const OF_COLOURS: ReadonlySet<string> = new Set(
  "bright brighter dark darker warm warmer cool cooler colourful vivid pale paler".split(" "),
);

const TAILS =
  "style/styled/look/filter/filters/vibe/vibes/mood/aesthetic/aesthetics/grade/graded/grading/colours/colour/tones/tone/toned/atmosphere/feeling/treatment/preset/processing/lighting/edit/inspired";

/** Verbs that turn the picture into something, or give it a look; "add" and "put" would ask for a thing in it. */
const TURN = "make/making/turn/turning/render/change/convert/switch/transform/give/apply/use/get";

/**
 * Ways to ask for a look, beside the words that every request may hold. Words of a name may be `a/b` and `c?`.
 * `names` can only be meant as a look ("vintage"); `things` could stand in a picture as well ("a comic
 * book"), so that "add a comic book" is not read.
 */
export function lookPhrases(names: readonly string[], things: readonly string[]): string[] {
  return [
    ...names.flatMap((name) => [`{make}/{give}? {more}? ${name} ${TAILS}? ${TAILS}?`, ...comparisons(name)]),
    ...things.flatMap((thing) => [
      `${TURN}? {more}? ${thing} ${TAILS}?`,
      `{make}/{give}? {more}? ${thing} ${TAILS} ${TAILS}?`,
      ...comparisons(thing),
    ]),
  ];
}

const comparisons = (name: string): string[] => [
  `{make}/{give}? like/as/resemble/mimic/imitate/emulate/simulate ${name} ${TAILS}?`,
  `{make}/{give}? like/as if/though? was/were/been? taken/shot/made/captured/photographed/filmed? during/on/with? ${name} ${TAILS}?`,
  `{make}/{give}? style ${name} ${TAILS}?`,
  `not ${name} enough`,
  `{lack} ${name} ${TAILS}`,
];

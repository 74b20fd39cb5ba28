const TAILS =
  "style/styled/look/filter/filters/vibe/vibes/mood/aesthetic/aesthetics/grade/graded/grading/colours/colour/tones/tone/toned/atmosphere/feeling/treatment/preset/processing/lighting/edit/inspired";

/** Ways to ask for a look by its names ("vintage", "old film"; a word may be `a/b`), beside the words that every request may hold. */
export function lookPhrases(names: readonly string[]): string[] {
  return names.flatMap((name) => [
    `{make}/{give}? {more}? ${name} ${TAILS}? ${TAILS}?`,
    `{make}/{give}? like/as/resemble/mimic/imitate/emulate/simulate ${name} ${TAILS}?`,
    `{make}/{give}? like/as if/though? was/were/been? taken/shot/made/captured/photographed/filmed? during/on/with? ${name} ${TAILS}?`,
    `{make}/{give}? style ${name} ${TAILS}?`,
    `not ${name} enough`,
    `{lack} ${name} ${TAILS}`,
  ]);
}

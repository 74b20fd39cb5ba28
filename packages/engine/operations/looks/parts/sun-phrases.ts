const TAILS =
  "light/lighting/glow/colours/colour/look/mood/tones/tone/atmosphere/vibe/vibes/feeling/filter/style/grade/sky/skies";

/**
 * Ways to ask for the light of sunset or sunrise. "Add a sunset" asks for a sun that is not there, and must
 * not be read.
 */
export function sunPhrases(names: string): string[] {
  return [
    `${names} ${TAILS}?`,
    `make/turn/change/transform/convert/give {more}? ${names} ${TAILS}?`,
    `{make}/{give}? {more}? ${names} light/lighting/glow/colours/mood/tones/atmosphere/vibe/vibes/filter`,
    `{make}/{give}? like/as if/though? was/were/been? taken/shot/made/captured/photographed? just? during/before? ${names} ${TAILS}?`,
  ];
}

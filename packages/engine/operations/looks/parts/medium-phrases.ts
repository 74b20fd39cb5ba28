/**
 * Ways to ask for a picture made by hand: `verb` is how that is done ("paint", "draw"), `things` are what it is
 * made with, or what comes of it. Complements `lookPhrases`. A certain artist's hand can't be asked for: what
 * follows must be a name of the medium.
 */
export function mediumPhrases(verb: "paint" | "draw", things: readonly string[]): string[] {
  const verbs = verb === "paint" ? "paint/repaint" : "draw/redraw/sketch";
  const done = verb === "paint" ? "painted" : "drawn/sketched";
  return things.flatMap((thing) => [
    `${verbs} like/as/with/using? ${thing}`,
    `{make}/{give}? like/as if/though? was/were/been? ${done}? with/using/on? ${thing} style/filter?`,
    `{make}/{give}? ${thing} style/styled/filter/filters/feeling`,
    `{make}/{give}? hand? ${done} with/using/like? ${thing}`,
    `{make}/{give}? style ${thing}`,
  ]);
}

/**
 * Ways to ask for a picture made by hand: `verb` is how that is done ("paint", "draw"), `things` are what comes
 * of it. Complements `lookPhrases`. Nobody's own style can be asked for: what follows must be a name of the medium.
 */
export function mediumPhrases(verb: "paint" | "draw", things: readonly string[]): string[] {
  const verbs = verb === "paint" ? "paint/repaint" : "draw/redraw/sketch";
  const done = verb === "paint" ? "painted" : "drawn/sketched";
  return things.flatMap((thing) => [
    `${verbs} like/as/with/using ${thing}`,
    `{make}/{give}? like/as if/though? was/were/been? ${done}? with/using/on? ${thing} style/filter?`,
    `{make}/{give}? {more}? ${thing} style/styled/filter/filters/feeling?`,
    `{make}/{give}? hand? ${done} with/using/like? ${thing}`,
    `{make}/{give}? style ${thing}`,
    `convert/transform/turn/change/make {more}? ${thing}`,
  ]);
}

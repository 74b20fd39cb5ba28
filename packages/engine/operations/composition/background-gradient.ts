import { z } from "zod";
import { defineOperation } from "../../operation";
import { onBackground } from "../../regions/subject/on-background";
import { spokenColour } from "../../vocabulary/colours";
import { isPaint, paintOf } from "../../draw/paint";

const BACKGROUND = "background/backdrop/bg";
const SWAP = "replace/change/swap/exchange/switch";

/** `slot`: the next colour that was said. */
const PAINTS = ["slot", "white", "black", "grey"] as const;

/** The subject before one colour that turns into another. */
export const backgroundGradient = defineOperation({
  name: "background-gradient",
  family: "composition",
  title: "replace the background by a gradient",
  examples: [
    "a gradient background from blue to pink",
    "replace the background with a gradient from black to grey",
    "make the background a horizontal gradient from orange to purple",
  ],
  schema: z.object({
    from: z.string().refine(isPaint),
    to: z.string().refine(isPaint),
    direction: z.enum(["down", "across"]),
  }),
  changes: ["content", "shape"],
  regional: false,
  phrases: PAINTS.flatMap((from) =>
    [...PAINTS, null].flatMap((to) =>
      (["down", "across"] as const).map((direction) => ({
        means: { from, to, direction },
        say: phrases(to === null ? wordsOf(from) : `from? ${wordsOf(from)} and? ${wordsOf(to)}`, direction),
      })),
    ),
  ),
  amounts: [],
  params({ means, slots }) {
    const colours = [...(slots.colours ?? [])];
    const from = means.from === "slot" ? colours.shift() : means.from;
    const to = means.to === "slot" ? colours.shift() : (means.to ?? darkerThan(from));
    return from === undefined || to === undefined ? null : { from, to, direction: means.direction };
  },
  sentence({ from, to, direction }) {
    const where = direction === "down" ? "at the top" : "on the left";
    const other = direction === "down" ? "at the bottom" : "on the right";
    return `Replace the background with a gradient from ${spokenColour(from)} ${where} to ${spokenColour(to)} ${other}.`;
  },
  apply(raster, { from, to, direction }, work) {
    const [first, last] = [paintOf(from), paintOf(to)];
    return onBackground(
      raster,
      (across, down, out) => {
        const share = direction === "down" ? down : across;
        for (const channel of [0, 1, 2] as const)
          out[channel] = first[channel] + (last[channel] - first[channel]) * share;
      },
      work,
    );
  },
});

function wordsOf(paint: (typeof PAINTS)[number]): string {
  return paint === "slot" ? "{colour}" : paint;
}

/** The end of "a blue gradient", of which only one colour was said. */
function darkerThan(paint: string | undefined): string {
  const dark = [`dark${paint}`, `dark ${paint}`].find(isPaint);
  return paint === "white" ? "light grey" : paint === "black" ? "dark grey" : (dark ?? "black");
}

function phrases(pair: string, direction: "down" | "across"): string[] {
  const kind = direction === "down" ? "vertical/smooth/soft?" : "horizontal";
  return [
    `{give}? ${kind} gradient ${BACKGROUND} ${pair}`,
    `{give}? ${kind} gradient ${pair} ${BACKGROUND}`,
    `{give}? ${pair} ${kind} gradient ${BACKGROUND}`,
    `{give}? ${BACKGROUND} ${kind} gradient ${pair}`,
    `{make} ${BACKGROUND} ${kind} gradient ${pair}`,
    `{make} ${BACKGROUND} ${pair} ${kind} gradient`,
    `${SWAP} ${BACKGROUND} with/by/for? ${kind} gradient ${pair}`,
    `${SWAP} ${BACKGROUND} with/by/for? ${pair} ${kind} gradient`,
    `put/place/{make} on/onto/before ${kind} gradient ${BACKGROUND}? ${pair}`,
  ];
}

import { article } from "../../../how-much";
import { z } from "zod";
import { howStrong, rounded } from "../../../how-much";
import { defineOperation, type Aspect, type Operation } from "../../../operation";
import type { Raster } from "../../../pixels/raster";
import type { Work } from "../../../work";
import { lookPhrases } from "./look-phrases";

const LEAST = 0.1;
const MOST = 2.4;

type LookDefinition = {
  name: string;
  title: string;
  examples: readonly string[];
  /** What a person may call it, for `lookPhrases`: what can only be meant as a look, and what could be a thing in a picture. */
  names: readonly string[];
  things?: readonly string[];
  /** Further patterns. */
  say?: readonly string[];
  changes: readonly Aspect[];
  /** Whether it may be asked for a part of the picture; left out: it may. */
  regional?: boolean;
  /** Completes "Give the picture a … look", such as "vintage film". */
  look: string;
  /** What that means: completes the sentence after a colon. */
  means: string;
  /** Overwrites the raster if it likes; `amount` is 1 for the usual strength, 0.1..2.4. */
  apply(raster: Raster, amount: number, work: Work): Promise<Raster>;
};

/** Declares an operation that has nothing but a strength, and keeps size and alpha. */
export const defineLook = (look: LookDefinition): Operation =>
  defineOperation({
    name: look.name,
    family: "looks",
    title: look.title,
    examples: look.examples,
    schema: z.object({ amount: z.number().min(LEAST).max(MOST) }),
    changes: look.changes,
    regional: look.regional ?? true,
    phrases: [{ means: 1, say: [...lookPhrases(look.names, look.things ?? []), ...(look.say ?? [])] }],
    amounts: ["percent"],
    params({ strength, amount: said }) {
      const amount = rounded(said === null ? Math.min(MOST, strength) : said.value / 100);
      const asks = said === null || said.unit === "percent";
      return asks && amount >= LEAST && amount <= MOST ? { amount } : null;
    },
    sentence({ amount }, exact, of) {
      const degree = exact ? ` at ${Math.round(amount * 100)} %` : "";
      return `Give ${of} ${article(exact ? look.look : `${howStrong(amount)}${look.look}`)} look${degree}: ${look.means}.`;
    },
    apply: (raster, { amount }, work) => look.apply(raster, amount, work),
  });

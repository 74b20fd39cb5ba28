import type { z } from "zod";
import type { Aspect, PlannedOperation, Region } from "./plan";
import { compilePattern, type Pattern, type Slots } from "./pattern";
import type { PictureFacts, Raster } from "./pixels/raster";
import type { Work } from "./work";

export type Params = PlannedOperation["params"];

/** A figure, and the word before it where there was one: "to 150 %" is "by 50 %". */
export type Amount = { unit: "percent" | "stops" | "times"; value: number; after?: "to" | "by" };

/** The families of operations in the order in which they are listed: what each is about. */
export const FAMILIES = {
  light: "light and contrast",
  colour: "colour",
  looks: "looks and styles",
  focus: "sharpness, blur and texture",
  geometry: "crop, size, shape and frames",
  composition: "background, text and erasing",
  weather: "weather and light effects",
} as const;

/** Where an operation is listed in the documentation. */
export type Family = keyof typeof FAMILIES;

/** What a clause of a request that matched a phrase of an operation says. */
export type PhraseMatch<Meaning> = {
  means: Meaning;
  /** Factor on the usual amount: 0.5 "a bit" … 1 … 2.4 "extremely". */
  strength: number;
  /** An amount said in figures; it is exact, so nothing adapts it to the picture. */
  amount: Amount | null;
  slots: Slots;
};

type Definition<P extends Params, Meaning> = {
  name: string;
  family: Family;
  /** How the operation is named in a list of what the engine can do. */
  title: string;
  /** Requests as a person may write them, for the documentation and the tests. */
  examples: readonly string[];
  schema: z.ZodType<P>;
  changes: readonly Aspect[];
  /**
   * Whether it may be asked for a part of the picture ("brighten the sky"): it is then applied to all of
   * it, and shows only inside the part. Needs size and alpha to stay.
   */
  regional: boolean;
  /** The only parts of the picture for which it may be asked, and never for the whole; left out: as `regional` says. */
  partsOnly?: ReadonlyArray<Region["name"]>;
  /**
   * It makes unrecognisable what it is used on, so that of a part it covers all, to its line: `surely`, however large
   * the part is, or only `mostly`.
   */
  hides?: "surely" | "mostly";
  /** Asked for a second time it asks for nothing more: "remove the background, transparent png". */
  once?: boolean;
  /** Patterns (see `compilePattern`), each group with what it means. */
  phrases: ReadonlyArray<{ means: Meaning; say: readonly string[] }>;
  /** Units in which an amount may be said; none: figures make the request not understood. */
  amounts: readonly Amount["unit"][];
  /** The usual parameters for what was matched; `null` when it makes no sense for this operation. */
  params(match: PhraseMatch<Meaning>): P | null;
  /** Other versions of the chain that `apply` reads, by number (0: the original). */
  needs?: (params: P) => readonly number[];
  /** Fits parameters that were not said in figures to the picture. */
  adapt?: (params: P, facts: PictureFacts) => P;
  /**
   * The clear instruction shown to the person, as a sentence with its full stop; figures only when they
   * were said. `of` names what it is done to: "the whole picture", "the sky", "the left side".
   */
  sentence(params: P, exact: boolean, of: string): string;
  /** Carries it out on a raster that it may overwrite; size and alpha stay unless `changes` names the shape. */
  apply(raster: Raster, params: P, work: Work): Raster | Promise<Raster>;
};

export type Reading = { params: Params; exact: boolean };

/** One operation of the local engine, with the types of its parameters closed over. */
export type Operation = {
  readonly name: string;
  readonly family: Family;
  readonly title: string;
  readonly examples: readonly string[];
  readonly changes: readonly Aspect[];
  readonly regional: boolean;
  /** `null` when every part will do, and the whole. */
  readonly partsOnly: ReadonlySet<Region["name"]> | null;
  /** Whether a part is covered whole, to its line, for somebody may rely on it; `null`: it hides nothing. */
  readonly hides: "surely" | "mostly" | null;
  /** Whether asking for it again asks for nothing more. */
  readonly once: boolean;
  readonly amounts: readonly Amount["unit"][];
  readonly phrases: ReadonlyArray<{
    source: string;
    pattern: Pattern;
    read: (match: Omit<PhraseMatch<unknown>, "means">) => Reading | null;
  }>;
  /** True when parameters of unknown origin are complete and in range. */
  accepts(params: unknown): boolean;
  needs(params: Params): readonly number[];
  adapt(params: Params, facts: PictureFacts): Params;
  sentence(params: Params, exact: boolean, of?: string): string;
  apply(raster: Raster, params: Params, work: Work): Promise<Raster>;
};

/** Declares an operation. @throws {Error} when one of its patterns is malformed. */
export function defineOperation<P extends Params, Meaning>(definition: Definition<P, Meaning>): Operation {
  const { schema, adapt } = definition;
  return {
    name: definition.name,
    family: definition.family,
    title: definition.title,
    examples: definition.examples,
    changes: definition.changes,
    regional: definition.regional,
    partsOnly: definition.partsOnly === undefined ? null : new Set(definition.partsOnly),
    hides: definition.hides ?? null,
    once: definition.once ?? false,
    amounts: definition.amounts,
    phrases: definition.phrases.flatMap(({ means, say }) =>
      say.map((source) => ({
        source,
        pattern: compilePattern(source),
        read(match) {
          if (match.amount !== null && !definition.amounts.includes(match.amount.unit)) return null;
          const params = definition.params({ ...match, means });
          return params === null ? null : { params, exact: match.amount !== null };
        },
      })),
    ),
    accepts: (params) => schema.safeParse(params).success,
    needs: (params) => definition.needs?.(schema.parse(params)) ?? [],
    adapt: (params, facts) => (adapt === undefined ? params : adapt(schema.parse(params), facts)),
    sentence: (params, exact, of = "the whole picture") => definition.sentence(schema.parse(params), exact, of),
    apply: async (raster, params, work) => definition.apply(raster, schema.parse(params), work),
  };
}

import { z } from "zod";

/** Variables as they come: absent, empty and blank are one. */
export type Variables = Readonly<Record<string, string | undefined>>;

type Shape = Readonly<Record<string, z.ZodType>>;

/** A row of the README's table of what can be turned on. */
export type ReadmeRow = {
  /** Variables, or examples of them such as `ENVIRONMENT=production`. */
  set: readonly string[];
  gives: string;
  insteadOf: string;
};

/** What a section may know beyond its own variables, and where it says what does not hold together. */
export type SectionContext = {
  onVercel: boolean;
  /** Vercel's own word for the environment: `production`, `preview`… */
  vercelEnv: string | undefined;
  /** Whether a variable of any section is set. */
  isSet: (name: string) => boolean;
  /** Sentences for the operator: they name variables and repeat no value. */
  problems: string[];
};

/** The part of the configuration that one capability owns: its variables, and the values that it makes of them. */
export type Section<T> = {
  /** In the order of `.env.example`. Their descriptions are its comments; one without belongs to the one before. */
  readonly variables: Shape;
  readonly readme: readonly ReadmeRow[];
  /** Variables that the README leaves to `.env.example`: each changes how something works that another turns on. */
  readonly tuning: readonly string[];
  /** What is wrong with single variables; empty when `read` may be called. */
  issues(set: Variables): string[];
  read(set: Variables, around: SectionContext): T;
};

type Declared<S extends Shape, T> = {
  variables: S;
  readme?: readonly ReadmeRow[];
  tuning?: ReadonlyArray<keyof S & string>;
  /** Makes the values; what does not fit together it adds to the `problems`, and answers something all the same. */
  read(values: { [Name in keyof S]?: z.output<S[Name]> }, around: SectionContext): T;
};

/**
 * Declares a section, in the `config.ts` of its capability.
 *
 *     export const spendConfig = defineSection({
 *       variables: { SPEND_CAP_USD: dollars.describe("US dollars a day. Default: 10") },
 *       readme: [{ set: ["SPEND_CAP_USD"], gives: "another limit", insteadOf: "10 US dollars" }],
 *       read: ({ SPEND_CAP_USD: cap = 10 }) => ({ perDayUsd: cap === "off" ? null : cap }),
 *     });
 */
export function defineSection<S extends Shape, T>(declared: Declared<S, T>): Section<T> {
  const { variables, readme = [], tuning = [] } = declared;
  const schema = z.object(variables).partial();
  return {
    variables,
    readme,
    tuning,
    issues: (set) =>
      schema.safeParse(set).error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) ?? [],
    read: (set, around) => declared.read(schema.parse(set) as Parameters<typeof declared.read>[0], around),
  };
}

/** The configuration does not hold together. The message is for the operator and holds no secret. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Checks variables against all `sections`, and hands out a function that reads them one by one. Empty is unset.
 * @param make makes one value of what it reads.
 * @throws {EnvError} naming each variable that is wrong.
 */
export function readSections<T>(
  variables: Variables,
  sections: ReadonlyArray<Section<unknown>>,
  make: (read: <V>(section: Section<V>) => V, around: SectionContext) => T,
): T {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const issues = sections.flatMap((section) => section.issues(set));
  if (issues.length > 0) throw new EnvError(issues.join("; "));
  const around: SectionContext = {
    onVercel: set["VERCEL"] !== undefined,
    vercelEnv: set["VERCEL_ENV"],
    isSet: (name) => set[name] !== undefined,
    problems: [],
  };
  const made = make((section) => section.read(set, around), around);
  if (around.problems.length > 0) throw new EnvError(around.problems.join("; "));
  return made;
}

/** What one capability makes of the variables, for what needs nothing else: a page's policy, the database's commands. */
export const readSection = <T>(section: Section<T>, variables: Variables): T =>
  readSections(variables, [section], (read) => read(section));

import type { z } from "zod";
import { defineSection, type ReadmeRow, type Section, type SectionContext } from "@/lib/config/section";
import type { Log } from "@/lib/log";
import type { ImageEditor, PictureTools, PromptEnhancer, TextJudge } from "./port";

/** What a check found; `todo` where the operator should do something before it stops working. */
export type Looked = string | { found: string; todo: string | null };

/** One harmless call that says whether what is configured works; for the doctor. */
export type ProviderCheck<Config> = {
  /** What is looked at, as the start of a sentence on why it fails: `FLUX`. */
  subject: string;
  /** What to do when it fails: a sentence that names variables. */
  remedy: string;
  /**
   * Resolves to what was found, as a sentence for the operator without any secret, and what to do although it works.
   * @throws why it does not work, best an `AppError` whose `detail` says so.
   */
  look(config: Config, signal: AbortSignal): Promise<Looked>;
};

/** How each editor wants its prompts worded, by its id; told to hosted enhancers. */
export type PromptStyles = Readonly<Record<string, string>>;

/** What adapters are handed besides their own configuration. */
export type ProviderTools = {
  pictures: PictureTools;
  /** For what they meet and go on with. */
  log: Pick<Log, "warn"> | null;
};

/**
 * One provider: its variables, and what it can do. Code is imported where it is asked for, so that who reads the
 * configuration alone loads no SDK. What it does, it must be able to check.
 */
export type Provider<Name extends string = string, Config = unknown> = Section<Config | null> & {
  /** In `IMAGE_EDITOR`, the database and addresses; never to be changed. */
  readonly name: Name;
  /** For the operator. */
  readonly title: string;
  /** The variable that turns it on; `null`: it is always there, and stands in where nothing else is configured. */
  readonly key: string | null;
  /** Its place where several could do it: the smallest first. No two have the same. */
  readonly preference: number;
  readonly editor?: {
    create(config: Config, tools: ProviderTools): Promise<ImageEditor>;
    /** The same with the cheapest model that the key has, for a trial; absent: as it is. */
    cheapest?(config: Config): Config;
    readonly check: ProviderCheck<Config>;
    readonly promptStyle?: string;
  };
  readonly enhancer?: {
    create(config: Config, styles: PromptStyles): Promise<PromptEnhancer>;
    readonly check: ProviderCheck<Config>;
    /** Its own editor carries out its plans and nobody else's. */
    readonly plansForOwnEditor?: boolean;
  };
  /** By what the enhancer's check looks at as well. */
  readonly judge?: { create(config: Config): Promise<TextJudge> };
  readonly webhook?: {
    /** Whether a call comes from who was told the secret. `body`: exactly the bytes that came. */
    verify(headers: Headers, body: Uint8Array, secret: string): boolean;
  };
};

type Shape = Readonly<Record<string, z.ZodType>>;

type Declared<Name extends string, S extends Shape, Config> = Omit<
  Provider<Name, Config>,
  keyof Section<unknown> | "key"
> & {
  key: (keyof S & string) | null;
  variables: S;
  readme?: readonly ReadmeRow[];
  tuning?: ReadonlyArray<keyof S & string>;
  /** `null`: not configured. */
  read(values: { [Variable in keyof S]?: z.output<S[Variable]> }, around: SectionContext): Config | null;
};

/** Declares a provider, in the `config.ts` of its folder; the registry lists it. */
export function defineProvider<const Name extends string, S extends Shape, Config>(
  declared: Declared<Name, S, Config>,
): Provider<Name, Config> {
  return { ...declared, ...defineSection(declared) };
}

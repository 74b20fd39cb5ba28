import { z } from "zod";
import { csv } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";
import * as registered from "./all";
import type { ImageEditor, PromptEnhancer, TextJudge } from "./port";
import type { PromptStyles, Provider, ProviderTools } from "./provider";
import { remembering } from "./remembering";

/**
 * Every provider, in order of preference. All that is known of them follows from `all.ts`: variables, start line,
 * `/editors`, doctor, readiness, webhooks, `.env.example` and the README's table.
 */
export const PROVIDERS: readonly Provider[] = Object.values<Provider>(registered).toSorted(
  (a, b) => a.preference - b.preference,
);

/** The configuration of each provider by its name; `null`: it has none. */
export type ProviderConfigs = {
  readonly [Each in (typeof registered)[keyof typeof registered] as Each["name"]]: ReturnType<Each["read"]>;
};

/** What the choice of providers follows from. */
export type ProviderChoice = {
  readonly providers: ProviderConfigs;
  /** Names of the image editors in order of preference; never empty. */
  readonly editors: readonly string[];
  /** Name of the provider that judges feedback; `null`: a lexicon does. */
  readonly judge: string | null;
};

const CAN_EDIT = PROVIDERS.filter(({ editor }) => editor !== undefined);
const EDITOR_NAMES = CAN_EDIT.map(({ name }) => name);

/** Which of the providers edit, and in which order. */
export const editorsConfig = defineSection({
  variables: {
    IMAGE_EDITOR: csv
      .pipe(
        z
          .array(z.enum(EDITOR_NAMES, `must list some of ${EDITOR_NAMES.join(", ")}`))
          .min(1)
          .refine((names) => new Set(names).size === names.length, "must name each editor once"),
      )
      .describe(
        `Which editors there are, the preferred one first: some of ${EDITOR_NAMES.join(",")}.\n` +
          "Default: those with a key, in that order; local only when none has one.",
      ),
  },
  readme: [
    {
      set: [`IMAGE_EDITOR=${EDITOR_NAMES.join(",")}`],
      gives: "these editors, in this order",
      insteadOf: "those with a key",
    },
  ],
  read({ IMAGE_EDITOR: named }, { isSet, problems }): readonly string[] {
    const hasKey = ({ key }: Provider): boolean => key !== null && isSet(key);
    if (named === undefined) {
      // What needs no key is no stand-in for a generative model: only where none has one.
      const keyed = CAN_EDIT.filter(hasKey);
      return (keyed.length > 0 ? keyed : CAN_EDIT.filter(({ key }) => key === null)).map(({ name }) => name);
    }
    for (const { name, key } of CAN_EDIT)
      if (named.includes(name) && key !== null && !isSet(key))
        problems.push(`IMAGE_EDITOR names ${name}, so ${key} must be set`);
    return named;
  },
});

const CAN_JUDGE = PROVIDERS.filter(({ judge }) => judge !== undefined);

/** Whether what people write of their edits is sent to a provider, which costs, to tell how it sounds. */
export const judgeConfig = defineSection({
  variables: {
    FEEDBACK_JUDGE: z
      .enum(["lexicon", ...CAN_JUDGE.map(({ name }) => name)])
      .describe(
        `Who tells how feedback sounds: lexicon, or ${CAN_JUDGE.map(({ name }) => name).join(", ")}, which is sent the words and is paid for it,\n` +
          "within the caps, a dollar a day at most. Default: lexicon",
      ),
  },
  readme: CAN_JUDGE.map(({ name, title }) => ({
    set: [`FEEDBACK_JUDGE=${name}`],
    gives: `${title} tells how feedback sounds`,
    insteadOf: "a lexicon of English words",
  })),
  read({ FEEDBACK_JUDGE: named }, { isSet, problems }): string | null {
    const chosen = CAN_JUDGE.find(({ name }) => name === named);
    if (chosen === undefined) return null;
    const { name, key } = chosen;
    if (key !== null && !isSet(key)) problems.push(`FEEDBACK_JUDGE names ${name}, so ${key} must be set`);
    return name;
  },
});

/** The configuration of one provider; `null`: it has none, or there is no such provider. */
export const configOf = (configs: ProviderConfigs, name: string): unknown =>
  (configs as Readonly<Record<string, unknown>>)[name] ?? null;

/** The provider of this name, if there is one. */
export const findProvider = (name: string): Provider | undefined => PROVIDERS.find((each) => each.name === name);

/** The provider that enhances prompts: the first that has a key, else the first that needs none. */
export function enhancingProvider({ providers }: Pick<ProviderChoice, "providers">): Provider {
  const able = PROVIDERS.filter(({ name, enhancer }) => enhancer !== undefined && configOf(providers, name) !== null);
  const chosen = able.find(({ key }) => key !== null) ?? able[0];
  if (chosen === undefined) throw new Error("There is no provider that enhances without a key");
  return chosen;
}

/** The image editors that the environment asks for, in order of preference; never empty. */
export async function createImageEditors(
  { providers, editors }: ProviderChoice,
  tools: ProviderTools,
): Promise<readonly ImageEditor[]> {
  return Promise.all(
    CAN_EDIT.flatMap(({ name, editor }) => (editor === undefined ? [] : [{ name, editor }]))
      .filter(({ name }) => editors.includes(name))
      .toSorted((one, other) => editors.indexOf(one.name) - editors.indexOf(other.name))
      .map(({ name, editor }) => editor.create(configOf(providers, name), tools)),
  );
}

/** The first of the editors that need a key, with the cheapest model that its key has; `null`: there is none. */
export async function createCheapestEditor(
  { providers, editors }: ProviderChoice,
  tools: ProviderTools,
): Promise<ImageEditor | null> {
  for (const name of editors) {
    const { key = null, editor } = findProvider(name) ?? {};
    if (key === null || editor === undefined) continue;
    const config = configOf(providers, name);
    return editor.create(editor.cheapest?.(config) ?? config, tools);
  }
  return null;
}

/**
 * The enhancer that the environment asks for. An editor that carries out the plans of its own provider's enhancer
 * alone has its edits go there; all others go to the hosted one, if there is one.
 */
export async function createPromptEnhancer(choice: Pick<ProviderChoice, "providers">): Promise<PromptEnhancer> {
  const styles: PromptStyles = Object.fromEntries(
    CAN_EDIT.flatMap(({ name, editor }) => (editor?.promptStyle === undefined ? [] : [[name, editor.promptStyle]])),
  );
  const create = async ({ name, enhancer }: Provider): Promise<[string, PromptEnhancer][]> =>
    enhancer === undefined ? [] : [[name, await enhancer.create(configOf(choice.providers, name), styles)]];

  const chosen = enhancingProvider(choice);
  const [[, enhancer] = []] = await create(chosen);
  if (enhancer === undefined) throw new Error(`${chosen.name} enhances nothing`);
  if (chosen.key === null) return enhancer;
  const watched = remembering(enhancer);
  const planning = PROVIDERS.filter(({ enhancer: each }) => each?.plansForOwnEditor === true);
  const own = new Map((await Promise.all(planning.map(create))).flat());
  return {
    ...watched,
    enhance: (request, signal) => (own.get(request.editor) ?? watched).enhance(request, signal),
  };
}

/** Who judges feedback beside the lexicon, where the environment asks for that. */
export async function createTextJudge({
  providers,
  judge: name,
}: Pick<ProviderChoice, "providers" | "judge">): Promise<TextJudge | null> {
  const judge = name === null ? undefined : findProvider(name)?.judge;
  return judge === undefined || name === null ? null : judge.create(configOf(providers, name));
}

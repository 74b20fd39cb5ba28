import { configOf, enhancingProvider, findProvider, type ProviderChoice, PROVIDERS } from "@/lib/providers/registry";
import type { Provider, ProviderCheck } from "@/lib/providers/provider";
import { type Examination, known, ok } from "./finding";

const KEYED = PROVIDERS.filter(({ key }) => key !== null);

/** The image editors, the preferred one first, and those that have a key and are not among them. */
export function examineEditors(choice: ProviderChoice): Examination[] {
  const keyed = KEYED.filter(({ editor }) => editor !== undefined);
  const [first, ...others] = keyed.map(({ key, title }) => [key, title] as const);
  const todo = `${first?.join(" turns ")} on${others.map((each) => `, ${each.join(" ")}`).join("")}.`;
  const isSet = keyed.some(({ name }) => configOf(choice.providers, name) !== null);
  const enhancing = enhancingProvider(choice);
  return [
    ...choice.editors.flatMap((name) => {
      const provider = findProvider(name);
      if (provider?.editor === undefined) return [];
      return [examinationOf(provider, provider.editor.check, choice, isSet ? null : todo)];
    }),
    ...keyed
      .filter(({ name }) => configOf(choice.providers, name) !== null && !choice.editors.includes(name))
      .filter((provider) => provider !== enhancing)
      .map(({ name, key }) => known("not used", `${key} is set, but IMAGE_EDITOR does not name ${name}.`)),
  ];
}

/** What enhances prompts, and what has a key for it and does not. */
export function examineEnhancer(choice: ProviderChoice): Examination[] {
  const keyed = KEYED.filter(({ enhancer }) => enhancer !== undefined);
  const todo = `${keyed.map(({ key }) => key).join(" or ")} turns an AI on.`;
  const enhancing = enhancingProvider(choice);
  if (enhancing.enhancer === undefined) return [];
  return [
    examinationOf(enhancing, enhancing.enhancer.check, choice, todo),
    ...keyed
      .filter(({ name }) => configOf(choice.providers, name) !== null && !choice.editors.includes(name))
      .filter((provider) => provider !== enhancing)
      .map(({ key }) => known("not used", `${key} is set, but ${enhancing.key} goes first.`)),
  ];
}

/** @param todo what would turn on more, where a provider that needs no key stands in; `null`: nothing would. */
function examinationOf(
  { name, key }: Provider,
  check: ProviderCheck<unknown>,
  { providers }: ProviderChoice,
  todo: string | null,
): Examination {
  return {
    subject: check.subject,
    remedy: check.remedy,
    look: async (signal) => {
      const looked = await check.look(configOf(providers, name), signal);
      const { found, todo: soon } = typeof looked === "string" ? { found: looked, todo: null } : looked;
      return key === null && todo !== null ? { state: "not set", found, todo } : ok(found, soon);
    },
  };
}

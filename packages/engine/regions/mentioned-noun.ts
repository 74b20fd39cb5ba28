import type { Region } from "../plan";
import { REGION_NOUNS } from "../vocabulary/regions";

/** The noun by which a person's words speak of a region, such as "people" for a subject; `null` when there is none. */
export function mentionedNoun({ name }: Region, words: string): string | null {
  const said = ` ${words.toLowerCase().replaceAll(/[^a-z]+/g, " ")} `;
  const nouns = REGION_NOUNS.filter(({ regions }) => regions[0]?.name === name).flatMap((group) =>
    group.nouns.split("/"),
  );
  return nouns.toSorted((one, other) => other.length - one.length).find((noun) => said.includes(` ${noun} `)) ?? null;
}

/** What a Dockerfile says of the image that it ends in, as far as that can be held against the repository. */
export type Dockerfile = {
  /** Every instruction of every stage, e.g. `["COPY", "package.json ./"]`. */
  instructions: ReadonlyArray<readonly [name: string, rest: string]>;
  /** Of the last stage. */
  env: Record<string, string>;
  user: string | null;
  command: string[];
  healthcheck: string[];
};

/** Reads a Dockerfile: comments, lines that go on, `ENV name=value` and commands in brackets, which is all that ours has. */
export function readDockerfile(text: string): Dockerfile {
  const lines = text.replaceAll(/^\s*#.*\n/gm, "").replaceAll(/\\\n/g, " ");
  const instructions = [...lines.matchAll(/^([A-Z]+)\s+(.*)$/gm)].map(
    ([, name = "", rest = ""]) => [name, rest.trim()] as const,
  );
  const last = instructions.slice(instructions.findLastIndex(([name]) => name === "FROM"));
  const restOf = (wanted: string): string | null => last.findLast(([name]) => name === wanted)?.[1] ?? null;
  const env = last
    .filter(([name]) => name === "ENV")
    .flatMap(([, rest]) =>
      [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value] as const),
    );
  return {
    instructions,
    env: Object.fromEntries(env),
    user: restOf("USER"),
    command: argumentsOf(restOf("CMD")),
    healthcheck: argumentsOf(restOf("HEALTHCHECK")?.replace(/^.*?CMD /, "") ?? null),
  };
}

const argumentsOf = (rest: string | null): string[] => (rest === null ? [] : (JSON.parse(rest) as string[]));

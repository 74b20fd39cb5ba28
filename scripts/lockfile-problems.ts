import { z } from "zod";

const packageSchema = z.object({
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfileSchema = z.object({ packages: z.record(z.string(), packageSchema) });
const versions = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({ dependencies: versions, devDependencies: versions });

/**
 * What would make an install differ from one machine to the next.
 * @param lockfile package-lock.json, parsed
 * @param manifest package.json, parsed
 * @returns one sentence per problem: an optional package that is absent, a package from elsewhere
 *   than the registry or without a checksum, a version in package.json that is a range
 */
export function lockfileProblems(lockfile: unknown, manifest: unknown): string[] {
  const { packages } = lockfileSchema.parse(lockfile);
  const { dependencies, devDependencies } = manifestSchema.parse(manifest);
  const problems: string[] = [];

  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+/.test(version)) problems.push(`${name} is not pinned: ${version}`);
  }
  for (const [location, entry] of Object.entries(packages)) {
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      if (!resolves(packages, location, optional)) problems.push(`${optional}, optional for ${location}, is missing`);
    }
    // The project itself and its workspaces come with the repository.
    if (!location.includes("node_modules/") || entry.link === true) continue;
    if (entry.resolved?.startsWith("https://registry.npmjs.org/") === false) {
      problems.push(`${location} does not come from the registry`);
    }
    if (entry.integrity === undefined) problems.push(`${location} has no checksum`);
  }
  return problems;
}

/** Looks where Node would: beside the package that asks, then in each folder above. */
function resolves(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

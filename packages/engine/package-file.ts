import { existsSync } from "node:fs";
import path from "node:path";

/**
 * A file of a package, looked for from the working folder upwards, as Node looks for packages. Not by `require.resolve`,
 * which a bundler replaces: what bundles the engine has to see to it that the file is there.
 *
 *     packageFile("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf")
 */
export function packageFile(name: string): string {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const candidate = path.join(/* turbopackIgnore: true */ folder, "node_modules", name);
    if (existsSync(/* turbopackIgnore: true */ candidate) || folder === path.dirname(folder)) return candidate;
  }
}

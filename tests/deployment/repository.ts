import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** A file of the repository, by its path from the root. */
export const readFile = (file: string): string => readFileSync(path.join(root, file), "utf8");

export const fileExists = (file: string): boolean => existsSync(path.join(root, file));

/** Every `route.ts` of the app, by its path from the root. */
export function routeFiles(): string[] {
  const found = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" });
  return found
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `app/${file.replaceAll(path.sep, "/")}`);
}

/** The scripts of package.json. */
export const packageScripts = (): Record<string, string> =>
  (JSON.parse(readFile("package.json")) as { scripts: Record<string, string> }).scripts;

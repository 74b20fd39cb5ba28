import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const note = (root) => path.join(root, ".next", "built-for.json");

/**
 * The variables that a build puts into its pages, as one text that can be compared.
 * @returns {string} JSON
 */
export function publicEnvironment() {
  const entries = Object.entries(process.env).filter(([name, value]) => name.startsWith("NEXT_PUBLIC_") && value);
  return JSON.stringify(Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

/**
 * What the build that is there was made for.
 * @param {string} root folder of the repository
 * @returns {string} JSON
 */
export function builtFor(root) {
  try {
    return readFileSync(note(root), "utf8");
  } catch {
    return "{}";
  }
}

/**
 * Writes down what the build that has just been made was made for.
 * @param {string} root folder of the repository
 */
export function noteBuiltFor(root) {
  writeFileSync(note(root), publicEnvironment());
}

import { readdirSync, statSync } from "node:fs";
import path from "node:path";

const SOURCES = [
  "app",
  "components",
  "db",
  "inngest",
  "lib",
  "packages",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

const isTest = (name) => /\.(test|contract)\.tsx?$/.test(name);

/**
 * When anything that goes into a build was last changed.
 * @param {string} root folder of the repository
 * @returns {number} milliseconds since 1970; 0 when there is nothing
 */
export function newestSource(root) {
  return Math.max(0, ...SOURCES.map((name) => newest(path.join(root, name))));
}

function newest(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || isTest(file)) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

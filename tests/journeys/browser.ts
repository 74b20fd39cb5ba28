import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { fontEnvironment } from "./browser-fonts";
import { unpackBrowser } from "./browser-package";

/** A Chromium that can be started, and what its process needs in the environment. */
export type FoundBrowser = { from: string; executablePath: string; env: Record<string, string> };

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/**
 * Looks for a Chromium: `CHROMIUM_PATH`, Playwright's own, the system's, the one in the npm package
 * (Linux on x64; unpacked on first use). `null`: none, and the journeys are skipped.
 * @throws when `CHROMIUM_PATH` is set and names nothing that can be run.
 */
export function findBrowser(): FoundBrowser | null {
  const env = fontEnvironment();
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH names nothing that can be run: ${named}`);
    return { from: "CHROMIUM_PATH", executablePath: named, env };
  }
  const own = chromium.executablePath();
  if (isExecutable(own)) return { from: "Playwright", executablePath: own, env };
  const system = findInPath(SYSTEM_NAMES);
  if (system !== null) return { from: "the system", executablePath: system, env };
  const unpacked = unpackBrowser();
  if (unpacked === null) return null;
  return { from: "the npm package", executablePath: unpacked.executablePath, env: { ...env, ...unpacked.env } };
}

function findInPath(names: readonly string[]): string | null {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

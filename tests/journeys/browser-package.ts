import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const packageFolder = path.join(root, "node_modules/@sparticuz/chromium");

/**
 * Unpacks the Chromium of `@sparticuz/chromium` into a folder of our own below node_modules/.cache,
 * once per version. The package itself would run whatever lies in the system's temp folder.
 * @returns `null` where the package is not installed or is for another platform
 */
export function unpackBrowser(): { executablePath: string; env: Record<string, string> } | null {
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(packageFolder)) return null;
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")) as { version: string };
  const cache = path.join(root, "node_modules/.cache");
  const folder = path.join(cache, `chromium-${version}`);
  if (!existsSync(folder)) unpackInto(folder, cache);

  const executablePath = path.join(folder, "chromium");
  const libraries = path.join(folder, "al2023/lib");
  const environments: Record<string, string>[] = [{}, { LD_LIBRARY_PATH: libraries }];
  for (const env of environments) {
    const { status } = spawnSync(executablePath, ["--version"], { env: { ...process.env, ...env } });
    if (status === 0) return { executablePath, env };
  }
  return null;
}

function unpackInto(folder: string, cache: string): void {
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(path.join(cache, "chromium-staging-"));
  try {
    const inflate = path.join(import.meta.dirname, "inflate-browser.mjs");
    const { status, stderr } = spawnSync(process.execPath, [inflate, packageFolder], {
      env: { ...process.env, TMPDIR: staging },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`Chromium could not be unpacked: ${stderr}`);
    renameSync(staging, folder);
  } catch (error) {
    // Another process moved its own copy into place first.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const shippedFonts = path.join(root, "node_modules/geist/dist/fonts/geist-sans");

/**
 * Chromium aborts on a machine without a single font: points fontconfig at the product's own there.
 * @returns variables for the browser's process; empty where the machine has fonts
 */
export function fontEnvironment(): Record<string, string> {
  if (process.platform !== "linux" || hasFonts()) return {};
  const folder = path.join(root, "node_modules/.cache/fonts");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "fonts.conf");
  const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${shippedFonts}</dir><cachedir>${folder}</cachedir></fontconfig>
`;
  writeFileSync(file, config);
  return { FONTCONFIG_FILE: file };
}

function hasFonts(): boolean {
  const home = os.homedir();
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", `${home}/.fonts`, `${home}/.local/share/fonts`];
  return folders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(String(name))),
  );
}

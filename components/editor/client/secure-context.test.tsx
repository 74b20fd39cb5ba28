import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { copyText, newKey } from "./secure-context";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

it("makes keys with and without what secure contexts have", () => {
  expect(newKey()).toMatch(UUID);
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const keys = Array.from({ length: 50 }, newKey);
  for (const key of keys) expect(key).toMatch(UUID);
  expect(new Set(keys).size).toBe(50);
});

it("copies by the clipboard, or by a selection where there is none", async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  await copyText("a");
  expect(writeText).toHaveBeenCalledWith("a");
  vi.stubGlobal("navigator", {});
  let copied = "";
  const execCommand = vi.fn<(command: string) => boolean>(() => {
    copied = document.querySelector("textarea")?.value ?? "";
    return true;
  });
  Object.assign(document, { execCommand });
  await copyText("b");
  expect([copied, document.querySelector("textarea")]).toEqual(["b", null]);
  execCommand.mockReturnValue(false);
  await expect(copyText("c")).rejects.toThrow("copy");
});

// What MDN marks "secure context" of all that a page like this could want.
const SECURE_ONLY =
  /\bcrypto\s*\.\s*(?:randomUUID|subtle)\b|\bnavigator\s*\.\s*(?:clipboard|share|canShare|serviceWorker|storage|wakeLock|locks|credentials|mediaDevices|geolocation|gpu|usb|permissions)\b|\b(?:caches|cookieStore)\s*\.|\bshow(?:Open|Save)FilePicker\b|\bnew (?:Notification|IdleDetector|PaymentRequest)\b/;

it("is the only place in the browser that calls them", () => {
  const all = ["components", "app"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(folder, file)),
  );
  const files = all
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/\.test\.|secure-context\.ts$|^app\/(?:api|actions)/.test(file));
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((file) => SECURE_ONLY.test(readFileSync(file, "utf8")))).toEqual([]);
});

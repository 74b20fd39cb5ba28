import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";

// A test that expects noise takes it with `vi.spyOn(console, …)` of its own; any other noise fails it.
const LEVELS = ["error", "warn", "log", "info", "debug"] as const;

let noise: string[] = [];

beforeEach(() => {
  noise = [];
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      noise.push(`console.${level}: ${parts.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(noise, "unexpected console output").toEqual([]);
});

// Files share a process, so that the app is loaded once for all of them, and each leaves it as it was.
const environment = { ...process.env };

afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

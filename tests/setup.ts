import { afterEach, beforeEach, expect, vi } from "vitest";

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

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const alias = {
  "@": import.meta.dirname,
};

// Vitest's reporter prints failures with it; Node has it from 21 on.
Map.groupBy ??= <K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index);
    groups.set(key, [...(groups.get(key) ?? []), item]);
    index += 1;
  }
  return groups;
};

/**
 * What all projects share. The times say nothing of speed: they end what hangs, and a second is nothing on a busy
 * machine.
 */
const SHARED = {
  environment: "node",
  // One process for many files: to load the app anew for each of them costs more than most of their tests.
  isolate: false,
  maxWorkers: 2,
  setupFiles: ["tests/setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
};

const NOT_OURS = ["**/node_modules/**", ".next/**"];

/** `*.test.ts`: no database. `*.integration.test.ts`: a database of its own. `*.test.tsx`: components in happy-dom. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...SHARED,
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...NOT_OURS, "packages/**", "**/*.{integration,hosted}.test.ts", "tests/journeys/**"],
        },
      },
      {
        test: {
          ...SHARED,
          name: "engine",
          // Some of its tests block decoders of the process, or end its threads.
          isolate: true,
          include: ["packages/engine/**/*.test.ts"],
          exclude: NOT_OURS,
        },
      },
      {
        resolve: { alias },
        test: {
          ...SHARED,
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude: [...NOT_OURS, "tests/journeys/**"],
          globalSetup: ["tests/database-setup.ts"],
          // Projects that differ in this cannot run beside each other.
          sequence: { groupOrder: 1 },
          // PGlite in several workers at once can hang Node. On a server each file has a schema of its own, and
          // waits more than it works.
          maxWorkers: (process.env["TEST_DATABASE_URL"] ?? "") === "" ? 1 : 4,
        },
      },
      {
        // Servers of the production build on stand-ins for everything hosted; see scripts/test-hosted.ts.
        resolve: { alias },
        test: {
          ...SHARED,
          name: "hosted",
          include: ["tests/hosted/*.hosted.test.ts"],
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
          fileParallelism: false,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          ...SHARED,
          name: "components",
          environment: "happy-dom",
          include: ["**/*.test.tsx"],
          exclude: NOT_OURS,
          setupFiles: [...SHARED.setupFiles, "tests/setup-dom.ts"],
        },
      },
    ],
  },
});

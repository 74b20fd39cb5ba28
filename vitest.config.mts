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

/** How long to wait for what is to come: it says nothing of speed, and one second is nothing on a busy machine. */
const EXPECT = { poll: { timeout: 20_000 } };

/** `*.test.ts`: no database. `*.integration.test.ts`: a database of its own. `*.test.tsx`: components in happy-dom. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          environment: "node",
          include: ["**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            ".next/**",
            "packages/**",
            "**/*.{integration,hosted}.test.ts",
            "tests/journeys/**",
          ],
          setupFiles: ["tests/setup.ts"],
          testTimeout: 30_000,
          expect: EXPECT,
        },
      },
      {
        test: {
          name: "engine",
          environment: "node",
          include: ["packages/engine/**/*.test.ts"],
          setupFiles: ["tests/setup.ts"],
          testTimeout: 30_000,
          expect: EXPECT,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          environment: "node",
          include: ["**/*.integration.test.ts"],
          exclude: ["**/node_modules/**", ".next/**", "tests/journeys/**"],
          setupFiles: ["tests/setup.ts"],
          globalSetup: ["tests/database-setup.ts"],
          // PGlite in several workers at once can hang Node. On a server each file has a schema of its own, and
          // waits more than it works.
          maxWorkers: (process.env["TEST_DATABASE_URL"] ?? "") === "" ? 1 : 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: EXPECT,
        },
      },
      {
        // Servers of the production build on stand-ins for everything hosted; see scripts/test-hosted.ts.
        resolve: { alias },
        test: {
          name: "hosted",
          environment: "node",
          include: ["tests/hosted/*.hosted.test.ts"],
          setupFiles: ["tests/setup.ts"],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: "components",
          environment: "happy-dom",
          include: ["**/*.test.tsx"],
          exclude: ["**/node_modules/**", ".next/**"],
          setupFiles: ["tests/setup.ts", "tests/setup-dom.ts"],
        },
      },
    ],
  },
});

import { expect, it } from "vitest";
import { lockedFor } from "./engine-fingerprint";

const names = (packages: Parameters<typeof lockedFor>[0]) => lockedFor(packages).map(([name]) => name);

it("takes of the lock file what the engine and its tests need, wherever it lies, and nothing else", () => {
  const needs = (...of: string[]) => Object.fromEntries(of.map((name) => [name, "1"]));
  const packages = {
    "": { dependencies: needs("next", "sharp") },
    "packages/engine": { dependencies: needs("sharp"), devDependencies: needs("fast-check") },
    "node_modules/sharp": { dependencies: needs("semver"), optionalDependencies: needs("@img/linux", "@img/mac") },
    "node_modules/sharp/node_modules/semver": {},
    "node_modules/semver": {},
    "node_modules/@img/linux": { dependencies: needs("sharp") },
    "node_modules/fast-check": { devDependencies: needs("next") },
    "node_modules/next": { dependencies: needs("react") },
    "node_modules/react": {},
    "node_modules/vitest": { peerDependencies: needs("vite") },
    "node_modules/vite": {},
    "node_modules/tsx": {},
  };
  expect(names(packages)).toEqual([
    "node_modules/@img/linux",
    "node_modules/fast-check",
    "node_modules/sharp",
    "node_modules/sharp/node_modules/semver",
    "node_modules/tsx",
    "node_modules/vite",
    "node_modules/vitest",
    "packages/engine",
  ]);
});

import { describe, expect, test } from "vitest";
import { lockfileProblems } from "./lockfile-problems";

const registry = (name: string) => ({
  resolved: `https://registry.npmjs.org/${name}/-/${name}-1.0.0.tgz`,
  integrity: "sha512-x",
});
const native = { ...registry("tool"), optionalDependencies: { "tool-linux": "1.0.0", "tool-mac": "1.0.0" } };
const manifest = { dependencies: { tool: "1.0.0" } };

describe("lockfileProblems", () => {
  test("finds nothing wrong with a complete lockfile, hoisted or nested", () => {
    const packages = {
      "": {},
      "node_modules/tool": native,
      "node_modules/tool-linux": registry("tool-linux"),
      "node_modules/tool/node_modules/tool-mac": registry("tool-mac"),
    };
    expect(lockfileProblems({ packages }, manifest)).toEqual([]);
  });

  test("names an optional package of another platform that is missing", () => {
    const packages = { "node_modules/tool": native, "node_modules/tool-linux": registry("tool-linux") };
    expect(lockfileProblems({ packages }, manifest)).toEqual(["tool-mac, optional for node_modules/tool, is missing"]);
  });

  test("does not take another package's nested copy for it", () => {
    const packages = {
      "node_modules/tool": { ...registry("tool"), optionalDependencies: { "tool-mac": "1.0.0" } },
      "node_modules/other/node_modules/tool-mac": registry("tool-mac"),
    };
    expect(lockfileProblems({ packages }, manifest)).toHaveLength(1);
  });

  test("names what does not come from the registry, has no checksum, or is a range", () => {
    const packages = { "node_modules/tool": { resolved: "git+ssh://example.com/tool.git" } };
    expect(lockfileProblems({ packages }, { devDependencies: { tool: "^1.0.0" } })).toEqual([
      "tool is not pinned: ^1.0.0",
      "node_modules/tool does not come from the registry",
      "node_modules/tool has no checksum",
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { readDockerfile } from "@/scripts/read-dockerfile";
import { fileExists, readFile, routeFiles } from "./repository";

describe("Dockerfile", () => {
  const image = readDockerfile(readFile("Dockerfile"));
  const node = image.instructions.find(([name]) => name === "ARG")?.[1] ?? "";

  test("is built on a pinned Node, the one that the repository names", () => {
    expect(node).toMatch(/^NODE=node:\d+\.\d+\.\d+-slim$/);
    expect(node).toContain(`node:${readFile(".nvmrc").trim()}.`);
    const stages = image.instructions.filter(([name]) => name === "FROM").map(([, from]) => from);
    expect(stages).toEqual(["${NODE} AS build", "${NODE}"]);
  });

  test("copies and runs files that exist", () => {
    const copied = image.instructions
      .filter(([name, rest]) => name === "COPY" && !rest.includes("--from="))
      .flatMap(([, rest]) => rest.split(/\s+/).slice(0, -1));
    expect(copied).toContain("package-lock.json");
    const scripts = image.instructions.flatMap(([, rest]) =>
      [...rest.matchAll(/node (scripts\/\S+)/g)].map(([, file = ""]) => file),
    );
    expect(scripts).toEqual(["scripts/build-standalone.mjs"]);
    for (const file of [...copied, ...scripts]) expect([file, fileExists(file)]).toEqual([file, true]);
  });

  test("serves as a user without rights, from a folder that is not its own, with its data in a volume", () => {
    expect(image.user).toBe("node");
    expect(image.instructions.filter(([, rest]) => rest.includes("--from=build")).map(([, rest]) => rest)).toEqual([
      "--from=build /app/.next/standalone ./",
    ]);
    expect(image.instructions).toContainEqual(["VOLUME", image.env["DATA_DIR"]]);
    expect(image.instructions).toContainEqual(["EXPOSE", image.env["PORT"]]);
    expect(image.env["HOSTNAME"]).toBe("0.0.0.0");
  });

  test("starts what the build puts there, and looks after it at a path that exists", () => {
    const builds = readFile("scripts/build-standalone.mjs");
    expect(image.command).toEqual(["node", "start.mjs"]);
    expect(builds).toContain('"start.mjs"');
    expect(readFile("scripts/start-standalone.mjs")).toContain('"db.mjs"');
    for (const [, source = ""] of builds.matchAll(/"\w+\.mjs": "([^"]+)"/g))
      expect([source, fileExists(source)]).toEqual([source, true]);
    const [, , script = ""] = image.healthcheck;
    expect(script).toContain("'/health'");
    expect(routeFiles()).toContain("app/api/health/route.ts");
  });

  test("is not given secrets, history or what other machines have made", () => {
    const ignored = readFile(".dockerignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".git", "**/.env", "**/.env.*", ".data", ".next", "node_modules"]));
    // The build checks the types of everything.
    for (const needed of ["tests", "bench", "scripts", "**/*.ts"]) expect(ignored).not.toContain(needed);
  });
});

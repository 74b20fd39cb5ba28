import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { deleteToken } from "@/lib/edits/credentials";
import { envVariables } from "@/lib/config/env";
import { ERRORS } from "@/lib/errors";
import { readDockerfile } from "@/scripts/read-dockerfile";
import { fileExists, packageScripts, readFile } from "./repository";

describe.each(["docs/deploy.md", "docs/operations.md"])("%s", (file) => {
  const text = readFile(file);

  /** Names in capitals that are not the app's variables. */
  const OTHERS = new Set([
    ...Object.keys(readDockerfile(readFile("Dockerfile")).env),
    ...[...readFile("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name),
    ..."VERCEL_ENV VERCEL NEXT_SERVER_ACTIONS_ENCRYPTION_KEY NEXT_PUBLIC_VERCEL_BLOB_API_URL KEEP_ALIVE_TIMEOUT BENCH_DATABASE_URL TEST_DATABASE_URL TEST_REDIS_URL TEST_SAMPLE DOMAIN".split(
      " ",
    ),
  ]);

  test("names only variables that are read", () => {
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name = ""]) => name);
    const unknown = named.filter((name) => !(name in envVariables) && !OTHERS.has(name) && !(name in ERRORS));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test("names only scripts that exist", () => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in packageScripts()))).toEqual([]);
  });

  test("names only tests that exist", () => {
    const named = [...text.matchAll(/`([\w./[\]-]+\.(?:test|journey|contract)\.tsx?)`/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !fileExists(name))).toEqual([]);
  });

  test("links only to what is there", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !fileExists(`docs/${link}`))).toEqual([]);
  });
});

test("docs/operations.md makes the delete token that the app takes", () => {
  const script = /TOKEN=\$\(node -p "(.*)"\)/.exec(readFile("docs/operations.md"))?.[1] ?? "";
  const [id, secret] = ["01234567-89ab-4cde-8f01-23456789abcd", "a secret that only tests know 0123456789"];
  const { stdout } = spawnSync(process.execPath, ["-p", script.replace("$ID", id)], {
    env: { APP_SECRET: secret } as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
  });
  expect(stdout.trim()).toBe(deleteToken(secret, id));
});

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";

const root = path.join(import.meta.dirname, "../..");

test("the curl lines of the README work as printed", async ({ baseURL }) => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const block = /## The API in five lines[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1];
  const lines = block?.trim().split("\n") ?? [];
  expect(lines).toHaveLength(5);

  const script = lines
    .map((line) => `${line}\necho`)
    .join("\n")
    .replaceAll("localhost:3000", new URL(baseURL ?? "").host);
  const { stdout } = await promisify(execFile)("bash", ["-ec", script], { cwd: root, timeout: 45_000 });
  const [, edit, followUp, feedback, chain] = stdout.split("\n").filter((line, at) => at === 0 || line !== "");
  expect(JSON.parse(edit ?? "")).toMatchObject({ status: "completed", prompt: "make the sky more dramatic" });
  expect(JSON.parse(followUp ?? "")).toMatchObject({ edit_id: expect.any(String) });
  expect(JSON.parse(feedback ?? "")).toMatchObject({ success: true });
  expect(JSON.parse(chain ?? "")).toMatchObject({ chain_length: 1 });
});

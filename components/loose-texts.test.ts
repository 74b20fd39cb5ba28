import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findLooseTexts } from "@/tests/text-beside-siblings";

const why = (source: string) => findLooseTexts("a.tsx", `const a = ${source};`).map((found) => found.why);

test.each([
  ["<p>{a}</p>", []],
  ["<p>Only text</p>", []],
  ["<p>{on ? 'a' : 'b'}</p>", []],
  ["<p><b />{on && 'text'}</p>", ["text comes and goes beside siblings"]],
  ["<p><b />{on && <i>text</i>}</p>", []],
  ["<p>{on && <b />} Text</p>", ["an element comes and goes before a text"]],
  ["<p>{on && <b />}<span>Text</span></p>", []],
  ["<p>{count} edits</p>", ["text changes beside siblings"]],
  ["<p>{`${count} edits`}</p>", []],
  ["<p><b>{count}</b> edits</p>", []],
  ["<>{label}</>", ["text changes beside siblings"]],
])("%s: %j", (source, expected) => {
  expect(why(source)).toEqual(expected);
});

test("a translated page stays alive: no text stands loose beside siblings that change", () => {
  const files = ["components", "app"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  );
  const loose = files
    .filter((file) => file.endsWith(".tsx") && !/\.test\.|test-/.test(file))
    .flatMap((file) =>
      findLooseTexts(file, readFileSync(file, "utf8")).map(({ line, why }) => `${file}:${line} ${why}`),
    );
  expect(loose).toEqual([]);
});

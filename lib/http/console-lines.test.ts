import { expect, test } from "vitest";
import { createLog } from "@/lib/log";
import { logConsole } from "./console-lines";

function caught(...parts: unknown[]): { lines: string[]; line: Record<string, unknown> } {
  const lines: string[] = [];
  const target: Pick<Console, "error" | "warn"> = { error: () => {}, warn: () => {} };
  logConsole(
    createLog((line) => void lines.push(line)),
    target,
  );
  target.error(...parts);
  return { lines, line: JSON.parse(lines[0] ?? "{}") as Record<string, unknown> };
}

test("what Next says of an error is one JSON line, with the id that the page shows", () => {
  const error = Object.assign(new Error("boom\nand more"), { digest: "1234" });
  const { lines, line } = caught("\u001B[31m⨯\u001B[39m", error);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("\n");
  expect(line).toMatchObject({
    level: "error",
    message: "next: Error: boom",
    digest: "1234",
    error: { name: "Error", message: "boom\nand more" },
  });
});

test("what the database gave up is an error like every other, and a client that left is none", () => {
  const error = Object.assign(new Error("current transaction is aborted, commands ignored"), { digest: "77" });
  expect(caught(error).line).toMatchObject({ level: "error", digest: "77", error: { name: "Error" } });
  const left = Object.assign(new Error("aborted"), { digest: "78" });
  expect(caught(left).line).toMatchObject({ level: "warn", digest: "78" });
});

test.each([
  `The Server Reference ID did not match the expected format. Received "${"x".repeat(10_000)}".\nRead more: https://nextjs.org`,
  'Failed to find Server Action "7f7f". This request might be from an older or newer deployment.',
])("an action that somebody made up is a warning, and no more of it is kept than tells what it was: %#", (message) => {
  const { line } = caught(new Error(message));
  expect(line).not.toHaveProperty("error");
  expect(line["level"]).toBe("warn");
  expect(String(line["message"]).length).toBeLessThan(320);
});

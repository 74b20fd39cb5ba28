import { describe, expect, it } from "vitest";
import { isModeration, moderationReasons, readFluxError } from "./errors";

const headers = new Headers();
const said = (body: unknown, hidden: string[] = []): string | null =>
  readFluxError(typeof body === "string" ? body : JSON.stringify(body), (name) => headers.get(name), hidden).said;

describe("an error of the service", () => {
  it.each<[unknown, string | null]>([
    [{ detail: "No credits" }, "No credits"],
    [{ message: "No credits" }, "No credits"],
    [{ error: ["No", "credits"] }, "No; credits"],
    [{ detail: [{ loc: ["body", "width"], msg: "too small", type: "x" }, { msg: "too big" }] }, "too small; too big"],
    [{ detail: { odd: true }, message: "No credits" }, "No credits"],
    [{ detail: "see https://evil.example <b>here</b>\u0007" }, "see here"],
    [{ other: "x" }, null],
    ["<html>no</html>", null],
    ["", null],
    ["null", null],
  ])("says in %j: %s", (body, sentence) => {
    expect(said(body)).toBe(sentence);
  });

  it("says neither key nor words of the request, not even a part of them", () => {
    const prompt = "put the red hat of my aunt Zanzibar on the grey cat, please";
    expect(said({ detail: `Not allowed: ${prompt}` }, [prompt])).toBe("Not allowed: …");
    expect(said({ detail: `Not allowed: '${prompt.slice(4, 44)}...' and so on` }, [prompt])).toBe(
      "Not allowed: '…...' and so on",
    );
    expect(said({ detail: "the key bfl-key-1 is wrong" }, ["bfl-key-1"])).toBe("the key … is wrong");
    expect(said({ detail: "a+b? (c) is wrong" }, ["a+b? (c)"])).toBe("… is wrong");
  });

  it("is still one of moderation where the words of the request are short", () => {
    expect(isModeration(said({ detail: "A filter flagged a prompt" }, ["a"]))).toBe(true);
    expect(isModeration(said({ detail: "Bad prompt: flagged" }, ["flagged"]))).toBe(false);
  });

  it("names the request for the service's support", () => {
    const known = new Headers({ "x-request-id": "a-1", "cf-ray": "b\u00e92 <x>", "x-other": "no" });
    expect(readFluxError("", (name) => known.get(name), []).trace).toBe("x-request-id a-1, cf-ray b2x");
  });
});

it.each<[unknown, string[]]>([
  [{ "Moderation Reasons": ["Nudity", "Violence", "Nudity"] }, ["Nudity", "Violence"]],
  [{ reason: "Copyright" }, ["Copyright"]],
  ["Derivative Works Filter", ["Derivative Works Filter"]],
  [
    ["a", { b: ["c"] }],
    ["a", "c"],
  ],
  [null, []],
  [undefined, []],
  [7, []],
  [{}, []],
  [{ a: { b: { c: { d: { e: "too deep" } } } } }, []],
  [["<b>Nudity</b> https://evil.example \u202e\u0007"], ["Nudity"]],
])("reads the reasons of a refusal: %j", (details, reasons) => {
  expect(moderationReasons(details)).toEqual(reasons);
});

it("keeps them short", () => {
  const reasons = moderationReasons(Array.from({ length: 50 }, (_, at) => `Reason number ${at}`));
  expect(reasons.join(", ").length).toBeLessThanOrEqual(200);
  expect(moderationReasons(["x".repeat(5_000)])[0]?.length).toBeLessThanOrEqual(200);
});

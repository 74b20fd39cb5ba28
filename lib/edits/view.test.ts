import { expect, it } from "vitest";
import { editorLabel, editorNote } from "./view";

const editors = [
  { id: "flux", label: "FLUX" },
  { id: "gemini", label: "Gemini" },
];
const fallback = { editor: "gemini", editorReason: "fallback", editorInsteadOf: "flux", status: "completed" } as const;

it.each([
  ["PROVIDER_UNAVAILABLE", "FLUX was not available, so Gemini made this edit."],
  ["PROVIDER_NOT_CONFIGURED", "FLUX is not set up correctly on this server, so Gemini made this edit."],
  ["PROVIDER_REJECTED", "FLUX did not accept this request, so Gemini made this edit."],
  ["IMAGE_TOO_LARGE", "This picture is too large for FLUX, so Gemini made this edit."],
] as const)("says after %s who made the edit and why", (editorReasonCode, sentence) => {
  expect(editorNote({ ...fallback, editorReasonCode }, editors)).toBe(sentence);
});

it("does not say that an edit was made that is not", () => {
  const edit = { ...fallback, editorReasonCode: "PROVIDER_UNAVAILABLE", status: "failed" } as const;
  expect(editorNote(edit, editors)).toBe("FLUX was not available, so Gemini was asked.");
});

it("says nothing of an editor that was asked for or preferred", () => {
  for (const editorReason of ["asked", "preferred", null] as const) {
    const edit = { ...fallback, editorReason, editorReasonCode: null, editorInsteadOf: null };
    expect(editorNote(edit, editors)).toBeNull();
  }
});

it("names an editor that is gone by its id", () => {
  expect(editorLabel(editors, "local")).toBe("local");
  expect(editorLabel(editors, null)).toBeNull();
});

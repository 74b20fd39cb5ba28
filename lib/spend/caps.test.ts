import { expect, it } from "vitest";
import { createLocalEditor } from "@/lib/providers/local/adapter";
import { parseEnv } from "@/lib/config/env";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { capsInForce } from "./caps";

const paid = [createScriptedEditor(), createLocalEditor()];

it.each([
  [{}, " caps=10/2"],
  [{ SPEND_CAP_USD: "2.50", SPEND_CAP_USD_PER_CLIENT: "0" }, " caps=2.5/0"],
  [{ SPEND_CAP_USD: "off" }, " caps=off/2"],
  [{ SPEND_CAP_USD: "off", SPEND_CAP_USD_PER_CLIENT: "off" }, " caps=off/off"],
])("says which caps hold once an editor is paid: %j", (variables, said) => {
  expect(capsInForce({ env: parseEnv(variables), editors: paid })).toBe(said);
});

it("says nothing while nothing is paid", () => {
  expect(capsInForce({ env: parseEnv({}), editors: [createLocalEditor()] })).toBe("");
});

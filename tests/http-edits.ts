import { expect } from "vitest";
import { type Answer, call } from "./http-client";
import type { TestServices } from "./services";
import { testPicture } from "./test-picture";

/** Submits an edit as an integrator does, and answers its id and its token. */
export async function submit(
  fields: Record<string, unknown> = {},
): Promise<{ id: string; token: string; answer: Answer }> {
  const picture = "parent_edit_uuid" in fields ? {} : { image_data: await base64Picture() };
  const answer = await call("POST", "/edit-image", { json: { prompt: "make it sharper", ...picture, ...fields } });
  expect(answer.text).toContain("edit_id");
  return { id: String(answer.body["edit_id"]), token: String(answer.body["delete_token"]), answer };
}

/** The same, run to its end. */
export async function completed(
  test: TestServices,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; token: string }> {
  const edit = await submit(fields);
  await test.runEdits();
  return edit;
}

export async function base64Picture(): Promise<string> {
  return Buffer.from(await testPicture()).toString("base64");
}

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

import { afterAll, beforeAll, expect, it } from "vitest";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from "@/tests/fakes/bfl";
import type { Fault } from "@/tests/fakes/fake-server";
import { checkFlux } from "./check";

let fake: BflFake;
const signal = AbortSignal.timeout(20_000);

beforeAll(async () => {
  fake = await startBflFake();
});
afterAll(() => fake.close());

it("finds the credits that are left, with one GET", async () => {
  const values = { apiKey: BFL_FAKE_KEY, baseUrl: `${fake.url}/`, model: "flux-2-pro" };
  await expect(checkFlux(values, signal)).resolves.toContain("1234.5 credits are left");
  expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/credits"]);
});

it.each<[string, string, Fault | null, string]>([
  ["a wrong key", "wrong-key-0123", null, "PROVIDER_NOT_CONFIGURED"],
  ["an outage", BFL_FAKE_KEY, { kind: "answer", answer: { status: 503 } }, "PROVIDER_UNAVAILABLE"],
  ["a page in its place", BFL_FAKE_KEY, { kind: "answer", answer: { body: "<html>" } }, "PROVIDER_UNAVAILABLE"],
  ["a broken connection", BFL_FAKE_KEY, { kind: "reset" }, "PROVIDER_UNAVAILABLE"],
])("says what is wrong: %s", async (_what, apiKey, fault, code) => {
  if (fault !== null) fake.fail(fault);
  await expect(checkFlux({ apiKey, baseUrl: fake.url, model: "flux-2-pro" }, signal)).rejects.toMatchObject({ code });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { setServices } from "@/lib/services";
import { NOBODY } from "@/tests/factories/owners";
import { servicesOfFile } from "@/tests/services";
import { POST } from "./route";

const test = servicesOfFile({}, { RATE_LIMITS: "status=60" });
beforeAll(() => setServices(test.services));
afterAll(() => setServices(null));

const ask = async (address: unknown, headers: Record<string, string> = {}) => {
  const request = new Request("http://mizual.test/api/picture-from-address", {
    method: "POST",
    headers: { ...NOBODY, "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ address }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as { error_code: string } };
};

it("asks nothing within the network, nothing for other sites, and lets each client come so often", async () => {
  for (const address of ["https://127.0.0.1/a.png", "https://localhost/a.png", "http://example.com/a.png"])
    expect(await ask(address)).toMatchObject({ status: 422, body: { error_code: "ADDRESS_NOT_ALLOWED" } });
  expect((await ask("")).status).toBe(422);
  expect((await ask("https://127.0.0.1/a.png", { Origin: "https://elsewhere.example" })).status).toBe(403);
  const codes = new Set<number>();
  for (let count = 0; count < 60; count++) codes.add((await ask("https://127.0.0.1/a.png")).status);
  expect(codes).toEqual(new Set([422, 429]));
});

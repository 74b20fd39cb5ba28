import { afterAll, beforeAll, expect, it } from "vitest";
import { requestEdit } from "@/lib/edits/request";
import { shareEdit } from "@/lib/edits/shares";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { NOBODY } from "@/tests/factories/owners";
import { servicesOfFile } from "@/tests/services";
import { CONVERSION_LIMIT } from "../../../images/picture-query";
import { GET, HEAD } from "./route";

const test = servicesOfFile({}, { RATE_LIMITS: "" });
beforeAll(() => setServices(test.services));
afterAll(() => setServices(null));

it("makes a card as often as other forms of a picture, and none for who asks for its headers alone", async () => {
  const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
  await test.runEdits();
  const [share] = (await shareEdit(test.services, editId, { words: true, days: null })).shares;
  const key = share?.path.split("/").at(-1) ?? "";
  const ask = async (handler: typeof GET, method: string, side = "card") => {
    const request = new Request(`http://mizual.test/api/shared/${key}/${side}`, { method, headers: NOBODY });
    const { status, headers } = await handler(request, { params: Promise.resolve({ key, side }) });
    return [status, headers.get("content-type")?.split(";")[0]];
  };
  for (let count = 0; count <= CONVERSION_LIMIT.perMinute; count += 1)
    expect(await ask(HEAD, "HEAD")).toEqual([200, "image/jpeg"]);
  for (let count = 0; count < CONVERSION_LIMIT.perMinute; count += 1)
    expect(await ask(GET, "GET")).toEqual([200, "image/jpeg"]);
  expect(await ask(GET, "GET")).toEqual([429, "application/json"]);
  expect((await ask(GET, "GET", "result"))[0]).toBe(200);
});

import { describe, expect, it } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import { testEdit } from "../test-editor";
import { failureLook } from "./failure-look";

const look = (change: Partial<EditNode>) =>
  failureLook(testEdit({ status: "failed", editor_label: "FLUX", ...change }));

describe("failureLook", () => {
  it.each([
    ["CONTENT_REFUSED", "refused", "FLUX refused this edit"],
    ["PROVIDER_UNAVAILABLE", "unavailable", "FLUX is not available"],
    ["PROVIDER_NOT_CONFIGURED", "unavailable", "FLUX is not set up correctly"],
    ["PROVIDER_REJECTED", "failed", "FLUX did not accept this edit"],
    ["BUDGET_EXHAUSTED", "budget", "Over the spending limit"],
    ["NOTHING_CHANGED", "failed", "Nothing changed"],
    ["REQUEST_NOT_UNDERSTOOD", "failed", "This edit did not work out"],
    ["INTERNAL", "failed", "This edit did not work out"],
  ] as const)("%s, with nothing charged", (code, kind, title) => {
    expect(look({ error_code: code })).toMatchObject({ kind, title });
  });

  it("names nobody where it is not known who was asked", () => {
    expect(look({ error_code: "CONTENT_REFUSED", editor_label: null }).title).toBe(
      "The image service refused this edit",
    );
  });

  it("says that a refusal cost nothing, unless it may have, or the sentence says so", () => {
    expect(look({ error_code: "CONTENT_REFUSED", message: "It refused." }).advice).toMatch(
      /^Nothing was charged\. Your/,
    );
    expect(look({ error_code: "CONTENT_REFUSED", message: "It cost nothing." }).advice).toMatch(/^Your picture/);
    expect(look({ error_code: "CONTENT_REFUSED", charge: "possible" }).advice).toMatch(/^Your picture/);
  });

  it("has a look of its own for what may have been charged, and tells whether asking again is possible", () => {
    const lost = look({ error_code: "SUBMIT_UNCERTAIN", charge: "possible" });
    expect(lost).toMatchObject({ kind: "uncertain", title: "It is not certain what became of this edit" });
    expect(lost.advice).toContain("no way to ask");
    const late = look({ error_code: "PROVIDER_TIMEOUT", charge: "made", can_check: true });
    expect(late).toMatchObject({ kind: "uncertain", title: "The result is not here yet" });
    expect(late.advice).toContain("Checking again is free");
    expect(look({ error_code: "PROVIDER_UNAVAILABLE", charge: "possible", can_check: true }).kind).toBe("uncertain");
  });

  it("is no failure when the person stopped it", () => {
    expect(failureLook(testEdit({ status: "canceled" }))).toMatchObject({ kind: "canceled", title: "Edit canceled" });
  });
});

import { describe, expect, it } from "vitest";
import { insteadOfErasing, notUnderstood } from "./not-understood";
import { OPERATIONS } from "./operations";
import { READER } from "./reader";

const AROUND = {
  language: null,
  isForeign: false,
  isUnderstood: (request: string) => READER.understand(request).notUnderstood.length === 0,
};

describe("what is offered instead of erasing", () => {
  it.each([
    ["erase the bottom of the picture", "cut off the bottom third"],
    ["erase the left half", "cut off the left third"],
    ["delete everything in the upper part", "cut off the top third"],
    ["remove the text", "cut off the bottom third"],
  ])("%s: %s", (request, offered) => {
    expect(READER.understand(request).operations).toEqual([]);
    expect(insteadOfErasing(request)).toContain(offered);
  });

  it.each(["top", "bottom", "left", "right", "text"])("is understood: %s", (what) => {
    for (const offered of insteadOfErasing(`erase the ${what}`)) {
      expect({ offered, left: READER.understand(offered).notUnderstood }).toEqual({ offered, left: [] });
    }
  });

  it.each(["remove the lamp post", "add text at the top", "make it purple polka dots"])(
    "is nothing for: %s",
    (request) => {
      expect(insteadOfErasing(request)).toEqual([]);
    },
  );
});

describe("what many ask for and no edit can give", () => {
  const detailFor = (request: string): string => {
    const { operations, notUnderstood: left } = READER.understand(request);
    expect(operations).toEqual([]);
    return notUnderstood(left, OPERATIONS, AROUND).detail;
  };

  it.each([
    ["convert to png", "when you download"],
    ["save this as a JPEG", "when you download"],
    ["turn it into a pdf", "when you download"],
    ["zoom out", "more room around it"],
    ["zoom it out a bit", "more room around it"],
    ["add a date stamp", "say the date"],
    ["add the date like old cameras", "say the date"],
  ])("%s: tells what to do", (request, told) => {
    expect(detailFor(request)).toContain(told);
  });

  it.each(["make the png car fly", "put him on a blind date with her", "remove the zoomed person"])(
    "is not told of: %s",
    (request) => {
      expect(detailFor(request)).toContain("did not understand");
    },
  );

  it("offers only what is understood", () => {
    const offered = ["zoom out", "add a date stamp"].flatMap(
      (request) => notUnderstood([request], OPERATIONS, AROUND).suggestions,
    );
    expect(offered.length).toBeGreaterThan(3);
    for (const request of offered)
      expect({ request, left: READER.understand(request).notUnderstood }).toEqual({ request, left: [] });
  });
});

describe("a refusal", () => {
  const detailOf = (request: string): string => {
    const { notUnderstood: parts, language } = READER.understand(request);
    return notUnderstood(parts, OPERATIONS, { ...AROUND, language }).detail;
  };

  it.each([
    ["entferne die Laterne", "nicht verstanden", "German"],
    ["borra la farola de la calle", "no entendió", "Spanish"],
    ["efface le lampadaire", "pas compris", "French"],
    ["apaga o poste da rua", "não entendeu", "Portuguese"],
    ["khambe ko hata do", "samajh nahi aaya", "Hinglish"],
    ["खंभे को हटा दो", "नहीं समझा", "Hindi"],
    ["去掉路灯", "没有理解", "Chinese"],
  ])("is told in the language of the request, and in English: %s", (request, own, english) => {
    expect(detailOf(request)).toContain(request);
    expect(detailOf(request)).toContain(own);
    expect(detailOf(request)).toContain(`this ${english} request`);
  });

  it.each([
    ["verpixle das Kennzeichen", "Kennzeichen oder Schrift"],
    ["desenfoca la matrícula", "con certeza"],
    ["floute la plaque", "avec certitude"],
    ["borra a placa do carro", "com certeza"],
    ["number plate blur karo", "pakka"],
    ["नंबर प्लेट ब्लर करो", "पक्का"],
    ["给车牌打码", "无法确定"],
  ])("to hide something says why: %s", (request, why) => {
    expect(detailOf(request)).toContain(why);
    expect(detailOf(request)).toContain("finds no bodies, number plates or writing for certain");
  });

  it("of a language that is not read names those that are", () => {
    const foreign = notUnderstood(["сделай ярче"], OPERATIONS, { ...AROUND, isForeign: true }).detail;
    expect(foreign).toContain("It reads English, Deutsch (German), Español (Spanish)");
    expect(foreign).toContain("and 中文 (Chinese).");
  });

  it("of English is as it was", () => {
    expect(detailOf("remove the lamp post")).toMatch(/^The local engine did not understand “remove the lamp post”/);
    expect(detailOf("remove the lamp post")).not.toContain("Deutsch");
  });
});

import { describe, expect, it } from "vitest";
import { READER } from "../../reader";
import { nameRegions } from "../../vocabulary/region-names";
import { LANGUAGES } from "../../vocabulary/languages";
import { readCorpus, writeRegion } from "../../tests/read-corpus";
import { dictionaries } from "./choose";
import { sayPlan } from "./say-plan";
import { translate } from "./translate";

/** What is understood, in the way of the corpus. */
function read(request: string) {
  const { operations, notUnderstood, language } = READER.understand(request);
  return {
    language: language?.code ?? null,
    done: operations.map(({ operation, within }) => [operation.name, ...within.map(writeRegion).toSorted()].join(" ")),
    left: notUnderstood,
  };
}

const inEnglish = (code: string, request: string): string | undefined => {
  const dictionary = dictionaries().find(({ language }) => language.code === code);
  return dictionary === undefined ? undefined : translate(dictionary, request).text;
};

const OF_OTHER_LANGUAGES = /^(?:german|spanish|french|portuguese|hindi|hinglish|chinese)\.txt/u;
const corpus = readCorpus();
const others = corpus.filter(({ at }) => OF_OTHER_LANGUAGES.test(at));

describe("a negation is never lost", () => {
  it.each([
    ["mach es nicht heller", []],
    ["den Himmel nicht abdunkeln", []],
    ["heller, aber den Himmel nicht verändern", ["brightness @-sky"]],
    ["no desenfoques el fondo", []],
    ["haz la foto más clara sin tocar el cielo", ["brightness @-sky"]],
    ["sin contraste", []],
    ["ne floute pas les visages", []],
    ["n'éclaircis pas la photo", []],
    ["plus de flou", ["blur"]],
    ["je ne veux plus de flou", []],
    ["não desfoque o fundo", []],
    ["clareia a foto sem mexer no rosto", ["brightness @-face"]],
    ["mais claro, não o céu", ["brightness @-sky"]],
    ["background mat hatao", []],
    ["face blur na karo", []],
    ["bina face ko chhede bright karo", ["brightness @-face"]],
    ["बैकग्राउंड मत हटाओ", []],
    ["不要去掉背景", []],
    ["别把脸调亮", []],
    ["不要动人脸，把背景调暗", ["brightness @-face @background"]],
  ])("%s", (request, done) => {
    expect(read(request).done).toEqual(done);
  });
});

describe("words that other languages have as well", () => {
  it.each([
    // English, as it stands.
    ["make it hell", null, []],
    ["remove the rot", null, []],
    ["more die", null, []],
    ["it's a sin", null, []],
    ["the son is dark", null, null],
    // Spanish "borra" erases, Portuguese "borra" blurs.
    ["borra el fondo", "es", ["remove-background"]],
    ["borra o fundo", "pt", ["background-blur"]],
    ["hell machen", "de", ["brightness"]],
    ["más oscuro", "es", ["brightness"]],
    ["fond noir", "fr", ["background-colour"]],
  ])("%s", (request, language, done) => {
    const reading = read(request);
    expect(reading.language).toBe(language);
    if (done !== null) expect(reading.done).toEqual(done);
  });
});

describe("several languages in one request", () => {
  it.each([
    ["mach den background blurry", ["background-blur"]],
    ["make el fondo blanco", ["background-colour"]],
    ["rends le background plus dark", ["brightness @background"]],
    ["deixa o background mais dark e a foto mais sharp", ["brightness @background", "sharpen"]],
    ["把background blur一下", ["background-blur"]],
    ["photo ko vintage look do aur thoda warm karo", ["vintage", "warmth"]],
  ])("%s", (request, done) => {
    expect(read(request)).toMatchObject({ done, left: [] });
  });
});

describe("what is not known", () => {
  it.each([
    "mach die Lampe heller",
    "haz la lámpara más clara",
    "éclaircis la lampe",
    "clareia a luminária",
    "diya ko bright karo",
    "दीये को चमकीला करो",
    "把台灯调亮",
    "mach den Himmel heller und die Wolken weg",
    "写真を明るくして",
    "сделай фото ярче",
    "사진을 밝게 해 줘",
    "rendi la foto più luminosa",
    "maak de foto lichter",
  ])("is refused: %s", (request) => {
    const { operations, notUnderstood } = READER.understand(request);
    expect(operations.filter(({ operation }) => operation.name === "brightness" && notUnderstood.length === 0)).toEqual(
      [],
    );
    expect(notUnderstood).not.toEqual([]);
  });

  it("is quoted in the person's own words", () => {
    expect(read("Füge einen Hund hinzu und mach es heller")).toMatchObject({
      left: ["Füge einen Hund hinzu", "mach es heller"],
    });
    expect(read("把照片调亮，给照片加一只狗").left).toEqual(["把照片调亮，给照片加一只狗"]);
  });
});

describe("what stands beside a wish", () => {
  it.each([
    ["den Himmel blauer machen, irgendein Quatsch ist das", ["tint @sky"], ["irgendein Quatsch ist das"]],
    ["mach das Foto heller, damit man was sieht", ["brightness"], []],
    ["pixela todas las caras para que no las reconozcan", ["pixelate @face"], []],
    ["die Lampe ist zu dunkel, mach sie heller", [], ["die Lampe ist zu dunkel, mach sie heller"]],
  ])("%s", (request, done, left) => {
    expect(read(request)).toMatchObject({ done, left });
  });

  it("is quoted without the sign that stands for it", () => {
    const requests = ["schreibe Quatsch „Hallo“ Blödsinn", "éclaircis la photo, écris machin truc", "mach Blödsinn"];
    for (const request of requests) expect(JSON.stringify(READER.understand(request))).not.toContain("\uFFFC");
  });
});

it("answers English with an abbreviation of a chat in English", () => {
  for (const request of [
    "ugh the photo is way overexposed smh, plz fix",
    "pic is 2 bright bro can u tone it down",
    "the whites are way too blown out yar pls fix it",
  ])
    expect(read(request).language).toBeNull();
  expect(read("gaadi ko thoda zyada shiny karo").language).toBe("hi-Latn");
});

it("keeps text that is to be written as it was typed", () => {
  const requests = [
    'schreibe "Nicht Heller, bitte!" unten',
    "schreibe „Nicht Heller, bitte!“ unten",
    "écris «Nicht Heller, bitte!» en bas",
    "在下面写「Nicht Heller, bitte!」",
  ];
  for (const request of requests) {
    const [only] = READER.understand(request).operations;
    expect(only?.params).toMatchObject({ text: "Nicht Heller, bitte!", place: "bottom" });
  }
});

it("takes no word of English for one of another language", () => {
  const wrong = corpus
    .filter(({ at }) => !OF_OTHER_LANGUAGES.test(at))
    .filter(({ request }) => !/mach|aufhellen|hazlo/u.test(request))
    .flatMap(({ at, request }) => {
      const { language } = READER.understand(request);
      return language === null ? [] : [`${at} ${request}: ${language.code}`];
    });
  expect(wrong).toEqual([]);
});

it("says a plan in the person's language in words that are read as the same plan", () => {
  const wrong = others.flatMap(({ at, request }) => {
    const { operations, notUnderstood, language } = READER.understand(request);
    // Among English words it may be read as English.
    if (language === null || language.mixes === true || notUnderstood.length > 0) return [];
    const plan = operations.map((planned) => ({ ...planned, english: "" }));
    const said = sayPlan(language, plan);
    if (plan.some((planned) => sayPlan(language, [planned]) === "")) return [];
    const again = READER.understand(said);
    const namesOf = ({ operations: all }: typeof again): string =>
      all.map(({ operation, within }) => `${operation.name} of ${nameRegions(within)}`).join("; ");
    const before = namesOf({ operations, notUnderstood, language });
    return before === namesOf(again) ? [] : [`${at} ${request} → ${said}: ${namesOf(again)} instead of ${before}`];
  });
  expect(wrong).toEqual([]);
});

it("understands its own examples", () => {
  const wrong = LANGUAGES.flatMap(({ code, examples, hidingExamples }) =>
    [...examples, ...hidingExamples].flatMap((example) => {
      const { operations, notUnderstood } = READER.understand(example);
      return operations.length === 1 && notUnderstood.length === 0 ? [] : [`${code}: ${example}`];
    }),
  );
  expect(wrong).toEqual([]);
});

it("is asked by words in any order", () => {
  expect(inEnglish("de", "bitte den Hintergrund unscharf machen")).toBe("blur the background");
  expect(inEnglish("zh", "把天空调暗一点")).toBe("make the sky darker a bit");
  expect(inEnglish("hi-Latn", "background ko safed kar do")).toBe("make the background white");
  expect(inEnglish("fr", "Pourriez-vous rendre le ciel plus bleu ?")).toBe("make the sky more blue");
});

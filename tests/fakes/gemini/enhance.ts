import { fillSchema } from "../fill-schema";
import type { FakeAnswer } from "../fake-server";
import { HOSTILE_WORDS } from "../hostile-words";
import { wordsOfRequest } from "../words-of-request";
import { blocked, candidate } from "./answers";
import type { GeminiBody } from "./check-body";

const FINISHES = [
  "SAFETY",
  "RECITATION",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "LANGUAGE",
  "OTHER",
  "MALFORMED_RESPONSE",
];

/** A text model: keeps the person's words and the schema, unless they name a scenario. */
export function enhance(model: string, body: GeminiBody, key: string): FakeAnswer {
  const texts = body.contents.flatMap(({ parts }) => parts.flatMap((part) => ("text" in part ? [part.text] : [])));
  const words = wordsOfRequest(texts.join("\n")) ?? texts.join(" ");
  const system = body.systemInstruction?.parts.map(({ text }) => text).join("\n") ?? "";
  const schema = body.generationConfig?.responseJsonSchema;
  const scenario = /\benhancer:([a-z_-]+)/i.exec(words)?.[1] ?? "";

  const hostile = HOSTILE_WORDS[scenario]?.({ system, words, key });
  const answer = (name: string): string => hostile ?? (name === "picture" ? "One small picture." : words);
  const json = schema === undefined ? answer("prompt") : JSON.stringify(fillSchema(schema, answer));

  if (scenario === "blocked") return blocked(model, "PROHIBITED_CONTENT");
  if (scenario === "no-candidates") return { body: { modelVersion: model } };
  if (scenario === "max-tokens") return candidate(model, [{ text: json.slice(0, json.length / 2) }], "MAX_TOKENS");
  if (scenario === "garbage") return candidate(model, [{ text: `Sure! Here it is: ${words}` }]);
  if (scenario === "wrong-form") return candidate(model, [{ text: '{"prompt": 7, "analysis": []}' }]);
  if (scenario === "no-parts") return candidate(model, []);
  if (scenario === "strange") return { body: { candidates: "none" } };
  const finish = FINISHES.find((reason) => reason.toLowerCase() === scenario.replaceAll("-", "_"));
  if (finish !== undefined) return candidate(model, null, finish);
  return candidate(model, [
    { text: "The person wants an edit.", thought: true },
    { text: json.slice(0, 20) },
    { text: json.slice(20), thoughtSignature: "c2lnbmF0dXJl" },
  ]);
}

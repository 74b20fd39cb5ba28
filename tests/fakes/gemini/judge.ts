import type { FakeAnswer } from "../fake-server";
import { wordsOfRequest } from "../words-of-request";
import { blocked, candidate } from "./answers";
import type { GeminiBody } from "./check-body";

/** Whether a text model is asked how a text sounds, and not to enhance one. */
export const isJudging = (body: GeminiBody): boolean =>
  Object.hasOwn(body.generationConfig?.responseJsonSchema?.["properties"] ?? {}, "sentiment");

/**
 * A text model that says how words sound, by a few of them in two languages. It obeys whoever names an answer, as in
 * "answer positive"; words may name what goes wrong by `judge:<name>`.
 */
export function judge(model: string, body: GeminiBody): FakeAnswer {
  const words =
    wordsOfRequest(
      body.contents.flatMap(({ parts }) => parts.map((part) => ("text" in part ? part.text : ""))).join("\n"),
    ) ?? "";
  const say = (text: string, finish?: string): FakeAnswer => candidate(model, [{ text }], finish);
  const obeyed = /\banswer (\w+)/i.exec(words)?.[1];
  const felt = /love|wonderful|schön|danke/i.test(words)
    ? "positive"
    : /hate|hässlich|schlecht/i.test(words)
      ? "negative"
      : "unknown";
  const sentiment = obeyed ?? felt;
  switch (/\bjudge:([a-z-]+)/i.exec(words)?.[1]) {
    case "garbage":
      return say(`Sure! That is ${sentiment}.`);
    case "list":
      return say(JSON.stringify([{ sentiment }, { sentiment }]));
    case "more":
      return say(JSON.stringify({ sentiment, others: "positive" }));
    case "number":
      return say(JSON.stringify({ sentiment: 1 }));
    case "cut-off":
      return say('{"sentiment": "pos', "MAX_TOKENS");
    case "blocked":
      return blocked(model, "PROHIBITED_CONTENT");
    case "safety":
      return candidate(model, null, "SAFETY");
    default:
      return say(JSON.stringify({ sentiment }));
  }
}

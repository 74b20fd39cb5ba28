import { addsStyle } from "./adds-style";
import { cleanWords } from "./clean-words";
import { enhancementSchema, instructionFor } from "./enhancement-request";
import type { EnhanceRequest, Enhancement } from "./prompt-enhancer";
import { quotedWords } from "./quoted-words";
import { repeatsInstruction } from "./repeats-instruction";
import { UnusableAnswer } from "./unusable-answer";

const LONGEST_PROMPT = 2_000;
const LONGEST_NOTE = 500;

/** Longest prompt that may come of so many characters: one much longer than the request must have added to it. */
const mostFor = (asked: number): number => Math.min(LONGEST_PROMPT, 400 + 4 * asked);

/**
 * Reads and checks the JSON that a model answered with. Its words are as little trusted as a person's,
 * and what can be told to go beyond the request is not taken: far more words, lettering, a style.
 * @param secrets what must not be in it, such as the key it was asked with.
 * @throws {UnusableAnswer} when it breaks the schema or is anything but plain words for this request.
 */
export function readEnhancement(json: string, request: EnhanceRequest, secrets: readonly string[]): Enhancement {
  const { analysis, enhancement, prompt } = parse(json);
  const most = mostFor(request.prompt.length);
  const words = cleanWords(prompt, most);
  const clear = cleanWords(enhancement, most);
  const instruction = instructionFor(request.editor);
  if ([words, clear].some((text) => repeatsInstruction(text, instruction, request.prompt))) {
    throw new UnusableAnswer("the answer repeats the instruction");
  }
  if (secrets.some((secret) => json.includes(secret))) throw new UnusableAnswer("the answer holds a key");
  for (const lettering of quotedWords(request.prompt)) {
    if (!words.includes(lettering)) throw new UnusableAnswer("the answer lost quoted words");
  }
  const own = request.prompt.normalize("NFC").replaceAll(/\s+/gu, " ").toLowerCase();
  for (const lettering of quotedWords(words, { single: true })) {
    if (!own.includes(lettering.toLowerCase())) throw new UnusableAnswer("the answer quotes what nobody asked for");
  }
  if (addsStyle(words, own)) throw new UnusableAnswer("the answer adds a style");
  const notes = [
    noteOf("Picture", analysis.picture, instruction),
    noteOf("Request", analysis.request, instruction),
    `Instruction: ${clear}`,
  ];
  return {
    prompt: words,
    plan: { operations: [], notUnderstood: [] },
    notes: notes.filter((note) => note !== null),
  };
}

function parse(json: string) {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UnusableAnswer("the answer is not JSON");
  }
  const parsed = enhancementSchema.safeParse(value);
  if (!parsed.success) throw new UnusableAnswer("the answer does not have the form that was asked for");
  return parsed.data;
}

/** A note may speak of what is to be read in the picture, such as an address on a sign: it is left out, no more. */
function noteOf(title: string, text: string, instruction: string): string | null {
  try {
    const words = cleanWords(text, LONGEST_NOTE);
    return repeatsInstruction(words, instruction, "") ? null : `${title}: ${words}`;
  } catch {
    return null;
  }
}

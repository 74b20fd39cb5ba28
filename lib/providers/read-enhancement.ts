import { enhancementSchema } from "./enhancement-request";
import type { EnhanceRequest, Enhancement } from "./port";

/**
 * A model answered, but not with something that may be used: blocked, cut off, garbled or unclean.
 * The message is for the log and repeats nothing of the answer.
 */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";
}

const LONGEST_PROMPT = 2_000;
const LONGEST_NOTE = 500;

/** Longest prompt that may come of so many characters: one much longer than the request must have added to it. */
const mostFor = (asked: number): number => Math.min(LONGEST_PROMPT, 400 + 4 * asked);

/**
 * Reads and checks the JSON that a model answered with. Its words are as little trusted as a person's,
 * and what can be told to go beyond the request is not taken: far more words, lettering, a style.
 * @param instruction what the model was told, which it must not repeat.
 * @param secrets what must not be in it, such as the key it was asked with.
 * @throws {UnusableAnswer} when it breaks the schema or is anything but plain words for this request.
 */
export function readEnhancement(
  json: string,
  request: EnhanceRequest,
  { instruction, secrets }: { instruction: string; secrets: readonly string[] },
): Enhancement {
  const { analysis, enhancement, prompt, kind } = parse(json);
  const most = mostFor(request.prompt.length);
  const words = cleanWords(prompt, most);
  const clear = cleanWords(enhancement, most);
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
    kinds: [kind],
    notes: notes.filter((note) => note !== null),
  };
}

// The kind is for counting alone: without it the rest is as good.
const tolerantSchema = enhancementSchema.extend({ kind: enhancementSchema.shape.kind.catch("other") });

function parse(json: string) {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UnusableAnswer("the answer is not JSON");
  }
  const parsed = tolerantSchema.safeParse(value);
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

/** What has no place in plain words, by name. Nothing is cut out: words that hold any of it are not to be trusted. */
const UNCLEAN: ReadonlyArray<readonly [string, RegExp]> = [
  ["control characters", /\p{Cc}/u],
  // Direction marks, tags and other invisible ones; joiners are part of emoji and of some scripts.
  [
    "invisible characters",
    /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u,
  ],
  ["broken characters", /\p{Cs}|\ufffd/u],
  // By their form, for names end in more than a list holds: words with a dot between them, of which the last has two
  // letters or more; four numbers; a scheme; an @ between words.
  [
    "an address",
    /[a-z][a-z\d+.-]*:\/\/|(?:^|\s)\/\/\S|\b(?:data|javascript|mailto|file|tel|sms):\S|(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:\p{L}{2,}|xn--[a-z\d-]+)(?![\p{L}\p{N}])|\b\d{1,3}(?:\.\d{1,3}){3}\b|[\p{L}\p{N}]@[\p{L}\p{N}]/iu,
  ],
  ["markup", /<[a-z!/?|]|&(?:#x?[\da-f]+|[a-z]+);|```|~~~|\*\*|\]\(|\{\{|\}\}|(?:^|\s)#{1,6}\s/iu],
];

/**
 * A model's words as one plain line.
 * @throws {UnusableAnswer} when they are empty, longer than `most` characters, or anything but plain words.
 */
function cleanWords(text: string, most: number): string {
  if (text.length > most * 2) throw new UnusableAnswer("the answer is too long");
  const words = text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
  if (words === "") throw new UnusableAnswer("the answer is empty");
  if (words.length > most) throw new UnusableAnswer("the answer is too long");
  const found = UNCLEAN.find(([, pattern]) => pattern.test(words));
  if (found !== undefined) throw new UnusableAnswer(`the answer holds ${found[0]}`);
  return words;
}

/** What models like to add to a request for a picture: looks and qualities, by the words that give them away. */
const STYLE =
  /\b(?:cinematic|dramatic|vibrant|stunning|breathtaking|gorgeous|masterpiece|professional|photo-?realis\w+|hyper-?realis\w+|highly[ -]detailed|high[ -](?:quality|resolution)|ultra\w*|award[ -]winning|bokeh|hdr|[48]k|golden[ -]hour|volumetric)\b/giu;

/** So much of a word is its stem: a style asked for as `drama` comes back as `dramatic`. */
const STEM = 5;

/** Whether `words` hold a look or a quality of which the person's `own` words say nothing. */
function addsStyle(words: string, own: string): boolean {
  const asked = own.toLowerCase();
  return [...words.matchAll(STYLE)].some(([style]) => !asked.includes(style.toLowerCase().slice(0, STEM)));
}

/** Words in a row that nobody writes by chance. */
const RUN = 8;

/** Whether `text` repeats a run of words of `instruction` that the person did not write themselves. */
function repeatsInstruction(text: string, instruction: string, own: string): boolean {
  const told = runsOf(instruction);
  const written = runsOf(own);
  for (const run of runsOf(text)) if (told.has(run) && !written.has(run)) return true;
  return false;
}

function runsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(words.slice(at, at + RUN).join(" "));
  return runs;
}

const QUOTES = /"([^"]+)"|[“„]([^“”]+)[“”]|«([^»]+)»|「([^」]+)」/gu;
/** Single ones only where they cannot be apostrophes. */
const SINGLE = /(?<=^|[\s(,:])['‘]([^'’]+)['’](?=$|[\s).,;:!?])/gu;

/** What stands between quotation marks in `text`: lettering that is to be read in a picture. */
function quotedWords(text: string, { single = false }: { single?: boolean } = {}): string[] {
  const normal = text.normalize("NFC").replaceAll(/\s+/gu, " ");
  const found = [...normal.matchAll(QUOTES), ...(single ? normal.matchAll(SINGLE) : [])];
  return found.map(([, ...inside]) => (inside.find((words) => words !== undefined) ?? "").trim());
}

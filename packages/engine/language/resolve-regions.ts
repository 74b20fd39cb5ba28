import type { Region } from "../plan";
import { isInstruction } from "./is-instruction";
import type { OperationPart } from "./read-part";
import type { Item } from "./read-sentence";
import { sharesRegion } from "./shares-region";
import type { Token } from "./tokenise";

/** An operation with the part of the picture that it is meant for. */
export type PlacedPart = OperationPart & { within: Region[] };

/** A part of a sentence with the part of the picture that is meant, also where it was only called "it". */
export type PlacedItem = Omit<Item, "part"> & { part: Exclude<Item["part"], OperationPart> | PlacedPart };

export type Sentence<I extends Item | PlacedItem> = { tokens: readonly Token[]; items: readonly I[] };

/** What the request has spoken of so far. */
type Memory = {
  /** The part that "it" means; none: the picture. */
  last: readonly Region[];
  /** Whether that is something that one calls "them", so that "it" is the picture. */
  many: boolean;
  /** All parts that were named. */
  named: (readonly Region[])[];
};

/** Settles for each operation of a request which part of the picture it is meant for. */
export function resolveRegions(sentences: readonly Sentence<Item>[]): Sentence<PlacedItem>[] {
  const memory: Memory = { last: [], many: false, named: [] };
  const resolved = sentences.map(({ tokens, items }) => {
    const placed: PlacedItem[] = [];
    let topic: readonly Region[] = [];
    for (const item of items) {
      const part = placePart(item, { placed, tokens, topic, memory });
      placed.push({ ...item, part });
      if (part?.kind === "remark") [memory.last, memory.many] = [part.where.regions, false];
      if (part?.kind === "region-limit") memory.named.push(part.regions.map(wanted));
      if (part?.kind === "forbidden" && part.regions.length > 0) memory.named.push(part.regions);
      if (part?.kind !== "operation") continue;
      if (part.where?.leads === true) topic = part.within;
      remember(memory, part);
    }
    return { tokens, items: placed };
  });
  const all = resolved.flatMap(({ items }) => items);
  for (const [index, item] of all.entries()) if (isLeftOpen(item, all[index + 1])) item.part = null;
  return resolved;
}

/** A remark without an instruction for that part of the picture right after it. */
function isLeftOpen({ part }: PlacedItem, next: PlacedItem | undefined): boolean {
  if (part?.kind !== "remark") return false;
  const after = next?.part;
  if (after?.kind !== "operation" || after.where !== null || after.clause.pronoun === null) return true;
  return JSON.stringify(after.within) !== JSON.stringify(part.where.regions);
}

type Around = { placed: PlacedItem[]; tokens: readonly Token[]; topic: readonly Region[]; memory: Memory };

function placePart(item: Item, around: Around): PlacedItem["part"] {
  const { part } = item;
  if (part?.kind === "region") return placeRegion(part.where, around);
  if (part?.kind !== "operation") return part;
  const within = withinOf(part, item, around);
  if (within === null) return null;
  const where = part.where ?? part.spoken;
  if (where !== null) shareBackwards(item, where.regions, around);
  return { ...part, within };
}

function withinOf(part: OperationPart, item: Item, { placed, topic, memory }: Around): Region[] | null {
  const { where, clause, operation } = part;
  const before = placed.at(-1)?.part;
  if (where?.rest === true) return restOf(memory);
  if (where !== null) return [...where.regions];
  if (topic.length > 0) return operation.regional ? [...topic] : null;
  if (clause.named || clause.pronoun === "everything") return [];
  const shared = item.parallel && before?.kind === "operation" ? spokenRegions(before) : [];
  if (shared.length > 0) return operation.regional ? [...shared] : null;
  if (memory.last.length === 0) return clause.pronoun === "them" ? null : [];
  if (clause.pronoun === null) return [];
  if (clause.pronoun === "it" && memory.many) return [];
  // "Blur the background and crop it": only the picture can be cropped.
  if (!operation.regional) return clause.pronoun === "it" ? [] : null;
  return [...memory.last];
}

const wanted = (region: Region): Region => ({ ...region, except: undefined });

/** All but what was named so far; `null` when that is no region. */
function restOf({ named }: Memory): Region[] | null {
  const singles = named.flatMap((regions) => (regions.length === 1 ? regions : []));
  if (singles.length === 0 || singles.length < named.length) return null;
  return singles.map(({ except, ...region }) => (except === true ? region : { ...region, except: true }));
}

function remember(memory: Memory, part: PlacedPart): void {
  const where = part.where ?? part.spoken;
  if (where !== null && !where.rest) memory.named.push(where.regions);
  const regions = spokenRegions(part);
  if (regions.length > 0) {
    memory.last = regions;
    // "The faces are too dark, brighten it": only what was complained of can be meant.
    const isMany = part.where === null && part.spoken === null ? memory.many : where?.many === true;
    memory.many = regions.some(({ name }) => TONES.has(name)) || (isMany && isInstruction(part.clause));
  } else if (part.clause.named || part.clause.pronoun !== null) {
    memory.last = [];
    memory.many = false;
  }
}

/** The part of the picture that an operation is for, or that its own words speak of. */
function spokenRegions({ within, spoken, where }: PlacedPart): readonly Region[] {
  const own = spoken?.regions ?? [];
  // "Brighten the shadows in the sky" is an operation on shadows, in the sky.
  return within.length === 0 || (where !== null && own.length > within.length) ? own : within;
}

/** "It" is one thing; shadows are many. */
const TONES: ReadonlySet<Region["name"]> = new Set<Region["name"]>(["shadows", "midtones", "highlights"]);

/** A part of the picture alone: "brighten the sky and the water" is for both, "…, but only in the sky" narrows what was said. */
function placeRegion(where: OperationPart["where"], { placed }: Around): PlacedItem["part"] {
  const before = placed.at(-1)?.part;
  if (where === null || where.rest || before?.kind !== "operation") return null;
  if (!where.limits) {
    const isAnother = before.within.length > 0 && before.where !== null && !before.where.limits;
    return isAnother ? { ...before, where, within: [...where.regions] } : null;
  }
  const free = placed.filter(({ part }) => part?.kind === "operation" && part.within.length === 0);
  if (free.length === 0 || free.some(({ part }) => part?.kind === "operation" && !part.operation.regional)) return null;
  for (const item of free) narrow(item, where.regions);
  return { kind: "nothing" };
}

/** "Darken and blur the background", "make it brighter and warmer, except the face": for what stands before as well. */
function shareBackwards(item: Item, regions: readonly Region[], { placed, tokens }: Around): void {
  let after: Item = item;
  for (const earlier of placed.toReversed()) {
    if (earlier.part?.kind !== "operation" || earlier.part.where !== null || earlier.part.within.length > 0) return;
    if (!sharesRegion(earlier, after, item, tokens)) return;
    if (earlier.part.operation.regional) narrow(earlier, regions);
    after = earlier;
  }
}

function narrow(item: PlacedItem, regions: readonly Region[]): void {
  if (item.part?.kind === "operation") item.part = { ...item.part, within: [...regions] };
}

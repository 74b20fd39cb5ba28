export type FluxFamily = "kontext" | "pro" | "flex" | "klein" | "other";

/** US dollars: the first megapixel, each further one of pictures in and out; Kontext by the picture. */
type Prices = { first: number; more: number };

type FluxModel = {
  family: FluxFamily;
  /** `null`: not known here. */
  prices: Prices | null;
  /** Tasks that an account may have open at once. */
  maxActive: number;
  usualSeconds: number | null;
};

const ACTIVE = 24;

const KNOWN: readonly [name: RegExp, model: FluxModel][] = [
  [/^flux-kontext-max$/, { family: "kontext", prices: { first: 0.08, more: 0 }, maxActive: 6, usualSeconds: 10 }],
  [/^flux-kontext-/, { family: "kontext", prices: { first: 0.04, more: 0 }, maxActive: ACTIVE, usualSeconds: 8 }],
  [
    /^flux-2-pro(?:-preview)?$/,
    { family: "pro", prices: { first: 0.03, more: 0.015 }, maxActive: ACTIVE, usualSeconds: 12 },
  ],
  [
    /^flux-2-max(?:-preview)?$/,
    { family: "pro", prices: { first: 0.07, more: 0.03 }, maxActive: ACTIVE, usualSeconds: 25 },
  ],
  [
    /^flux-2-flex(?:-preview)?$/,
    { family: "flex", prices: { first: 0.06, more: 0.06 }, maxActive: ACTIVE, usualSeconds: 25 },
  ],
  [/^flux-2-klein-/, { family: "klein", prices: { first: 0.015, more: 0.002 }, maxActive: ACTIVE, usualSeconds: 4 }],
];

/** What is known of a model. One that is not known here is sent what all of them take. */
export function fluxModel(model: string): FluxModel {
  const known = KNOWN.find(([name]) => name.test(model));
  return known?.[1] ?? { family: "other", prices: null, maxActive: ACTIVE, usualSeconds: null };
}

import { z } from "zod";

/** Places in a picture. */
export const PLACES = [
  "top",
  "bottom",
  "left",
  "right",
  "centre",
  "top-left",
  "top-right",
  "bottom-left",
  "bottom-right",
] as const;

/** A place in the picture by word. */
export type Place = (typeof PLACES)[number];

/** Thirds of a picture: the middle one lies between the left and the right. */
export const THIRDS = ["left-third", "middle-third", "right-third", "top-third", "bottom-third"] as const;

export const REGION_NAMES = [
  "sky",
  "ground",
  "water",
  "subject",
  "person",
  "face",
  "eyes",
  "background",
  "skin",
  ...PLACES,
  ...THIRDS,
  "edges",
  "shadows",
  "midtones",
  "highlights",
  "colour",
  "thing",
] as const;

/** What an operation may alter, for requests such as "without changing the colours". */
export type Aspect = "light" | "contrast" | "colour" | "sharpness" | "shape" | "content";

/** A part of the picture, or with `except` all but that part. */
export const regionSchema = z.object({
  name: z.enum(REGION_NAMES),
  /** For `colour`: the name of the colour, such as `red`. */
  colour: z.string().optional(),
  /** For `colour`: only the largest connected area of it, as for "the red car". */
  largest: z.boolean().optional(),
  /** For `face` and `eyes`: only of those faces that lie there; the small ones are in the background. */
  at: z.enum([...PLACES, "background", "foreground"]).optional(),
  /** For `face` and `eyes`: of one face only, so with `at` the outermost one, or the one in the middle of a row. */
  one: z.boolean().optional(),
  /** For `face` and `eyes`: of all the faces but those that `at` and `one` mean. */
  others: z.boolean().optional(),
  /** For `thing`: the noun that it was called by, such as `flower`; it is found by the one strong colour of the picture. */
  noun: z.string().optional(),
  except: z.boolean().optional(),
});

export type Region = z.infer<typeof regionSchema>;

/**
 * What the enhancer understood of a request, as data: stored with the edit, shown and testable.
 * A hosted enhancer fills `operations` as far as it can; the local engine carries out exactly them.
 */
export const plannedOperationSchema = z.object({
  /** Name of an operation of the local engine, e.g. `brightness`. */
  name: z.string(),
  /** The operation's own parameters, checked by its own schema. */
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  /** Parts of the picture outside of which nothing may change: only what lies in all of them does. None: everywhere. */
  within: z.array(regionSchema).optional(),
  /** The words of the person that asked for it. */
  words: z.string(),
});

export type PlannedOperation = z.infer<typeof plannedOperationSchema>;

export const editPlanSchema = z.object({
  operations: z.array(plannedOperationSchema),
  /** Parts of the request that were not understood, in the person's own words. */
  notUnderstood: z.array(z.string()),
});

export type EditPlan = z.infer<typeof editPlanSchema>;

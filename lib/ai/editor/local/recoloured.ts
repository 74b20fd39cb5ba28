import type { PlannedOperation } from "@/lib/ai/edit-plan";

/** From this mix on a tint makes a thing another colour; below, it leans to it. */
const WHOLE = 0.5;

/** What has no hue cannot be turned to another. */
const GREYS = /black|white|gr[ae]y|silver/;

/**
 * "Change the red flowers to blue" is planned as a tint inside what is red; it is carried out as "change red
 * to blue" is, with the shading and the strength of the old colour. Anything else stays as it is planned.
 */
export function recoloured(planned: PlannedOperation): PlannedOperation {
  const { name, params, within = [] } = planned;
  const [region] = within;
  const { colour: to, mix } = params;
  if (name !== "tint" || within.length !== 1 || region?.name !== "colour" || region.except === true) return planned;
  const { colour: from, largest = false } = region;
  if (from === undefined || from === to || GREYS.test(from) || typeof to !== "string") return planned;
  if (typeof mix !== "number" || mix < WHOLE) return planned;
  return { ...planned, name: "replace-colour", params: { from, to }, within: largest ? within : [] };
}

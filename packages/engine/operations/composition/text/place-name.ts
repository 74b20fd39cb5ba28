import type { Place } from "../../../plan";

/** Where something is put, for a sentence: "at the top", "in the bottom right corner". */
export function placeName(place: Place): string {
  if (place === "centre") return "in the middle";
  if (place === "left" || place === "right") return `on the ${place}`;
  return place.includes("-") ? `in the ${place.replace("-", " ")} corner` : `at the ${place}`;
}

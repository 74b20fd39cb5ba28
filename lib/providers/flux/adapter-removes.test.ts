import { expect, it } from "vitest";
import { onlyRemoves } from "./adapter";

it.each([
  "remove the lamp",
  "Please erase the person on the left and the bag",
  "get rid of the power lines.",
  "Clean up the scratches",
  "take out what is marked, keep everything else as it is",
])("is nothing but taking away: %s", (words) => {
  expect(onlyRemoves(words)).toBe(true);
});

it.each([
  "make it blue",
  "a lamp to remove",
  "remove the lamp and put a plant there",
  "remove the lamp, darken the sky",
  "erase the man and replace him",
  "delete the car with a bicycle in its place",
  "remove the colour and paint it red",
  "",
])("asks for more: %s", (words) => {
  expect(onlyRemoves(words)).toBe(false);
});

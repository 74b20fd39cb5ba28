import { expect, it } from "vitest";
import { asksToHide } from "./hiding";

it.each([
  "blur his face",
  "Pixelate the faces!",
  "blur the licence plate",
  "BLUR THE NUMBER PLATE",
  "hide my address",
  "anonymise it",
  "censor this",
  "make her unrecognisable",
  "black out the phone number",
  "cover up the names",
  "nobody should be recognisable",
  "so that no one can identify us",
  "the child must not be recognised",
])("hears that something is to be hidden: %s", (words) => {
  expect(asksToHide(words)).toBe(true);
});

it.each([
  "blur it",
  "blur the background",
  "unblur the face",
  "resize it to 500 pixels and write my name on it",
  "make it a book cover with the name of the author",
  "remove the person",
  "brighten the face",
  "I can't recognise her face",
  "",
])("hears no such thing: %s", (words) => {
  expect(asksToHide(words)).toBe(false);
});

import sharp from "sharp";
import { editPicture } from "../engine";

// Makes one edit and comes to its end, without ending the process.
const image = sharp({ create: { width: 48, height: 32, channels: 3, background: "#446688" } });
const { contentType } = await editPicture(
  { bytes: await image.png().toBuffer(), width: 48, height: 32, prompt: "make it brighter" },
  new AbortController().signal,
);
console.log(contentType);

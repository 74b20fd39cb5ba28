import sharp from "sharp";
import { createLocalEditor } from "@/lib/ai/editor/local";

// Makes one edit with the local engine and comes to its end, without ending the process.
const image = sharp({ create: { width: 48, height: 32, channels: 3, background: "#446688" } });
const submission = await createLocalEditor().submit(
  {
    attemptId: "1",
    prompt: "make it brighter",
    plan: null,
    picture: { bytes: await image.png().toBuffer(), contentType: "image/png", width: 48, height: 32 },
    mask: null,
    webhook: null,
    bestEffort: false,
  },
  new AbortController().signal,
);
console.log(submission.state);

import { createLocalEditor } from "@/lib/ai/editor/local";
import { plainPicture, submitRequest } from "./factories/pictures";

// Makes one edit with the local engine and comes to its end, without ending the process.
const submission = await createLocalEditor().submit(
  submitRequest(await plainPicture(), "make it brighter"),
  new AbortController().signal,
);
console.log(submission.state);

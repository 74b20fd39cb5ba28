// A provider is one line here; their order is by `preference` in their declarations.
export { flux } from "./flux/config";
export { gemini } from "./gemini/config";
export { local } from "./local/config";
export { openai } from "./openai/config";

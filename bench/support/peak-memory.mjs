import { readFile } from "node:fs/promises";
import { register } from "tsx/esm/api";

// `node peak-memory.mjs photo.jpg [operation {params}]`: decodes, carries it out and encodes, as the engine
// does, and prints the most memory that this process ever had resident, in megabytes.
register();
const { decode, encode, render } = await import("../../lib/ai/editor/local/render.ts");
const { quietWork } = await import("../../lib/ai/editor/local/work.ts");

const [photo = "", name, params = "{}"] = process.argv.slice(2);
const source = await readFile(photo);
const operations = name === undefined ? [] : [{ name, params: JSON.parse(params), words: "" }];
const work = { ...quietWork(), version: () => decode(source) };
await encode(await render(await decode(source), operations, work));
console.log(process.resourceUsage().maxRSS / 1024);

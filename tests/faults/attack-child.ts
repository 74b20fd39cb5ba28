import { once } from "node:events";
import { ATTACKS } from "./attacks";
import { labClient } from "./client";

// One attack of the lab, in a process of its own: says that it is ready, begins when it is told to, ends when it is killed.
const [name = "", url = ""] = process.argv.slice(2);

void ATTACKS[name]?.(labClient(url, 3), url, async () => {
  process.send?.("ready");
  await once(process, "message");
}).then(() => process.send?.("over"));

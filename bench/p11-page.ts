import { scriptsOf, weigh } from "@/tests/journeys/page-weight";
import { startServer } from "@/tests/journeys/server";
import { startBareNext } from "./support/peers";
import { printRaw, printTable } from "@mizual/engine/bench";

/** P11, what can be told without a browser: first-load JavaScript and HTML, gzip, against a bare page. */
export async function benchPage(): Promise<void> {
  const server = await startServer();
  const bare = await startBareNext(null);
  try {
    const pages = [
      { name: "bare Next page", weight: await weigh(`${bare.url}/`) },
      { name: "home", weight: await weigh(`${server.url}/`) },
    ];
    const floor = pages[0] === undefined ? Number.NaN : scriptsOf(pages[0].weight);
    printTable(
      ["", "JavaScript kB gz", "over bare", "files", "HTML kB gz", "from elsewhere"],
      pages.map(({ name, weight }) => [
        name,
        scriptsOf(weight),
        scriptsOf(weight) - floor,
        String(weight.scripts.length),
        weight.html / 1000,
        String(weight.foreign),
      ]),
    );
    for (const { name, weight } of pages) printRaw(`bytes per script, ${name}`, weight.scripts);
  } finally {
    await Promise.all([server.discard(), bare.stop()]);
  }
}

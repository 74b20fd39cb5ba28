import { gzipSync } from "node:zlib";
import { startServer } from "@/tests/journeys/server";
import { startBareNext } from "./support/peers";
import { printRaw, printTable } from "@mizual/engine/bench";

type Weight = { html: number; scripts: number[]; foreign: number };

/** P11, what can be told without a browser: first-load JavaScript and HTML, gzip, against a bare page. */
export async function benchPage(): Promise<void> {
  const server = await startServer();
  const bare = await startBareNext(null);
  try {
    const pages = [
      { name: "bare Next page", weight: await weigh(`${bare.url}/`) },
      { name: "home", weight: await weigh(`${server.url}/`) },
    ];
    const total = ({ scripts }: Weight): number => scripts.reduce((sum, size) => sum + size, 0) / 1000;
    const floor = pages[0] === undefined ? Number.NaN : total(pages[0].weight);
    printTable(
      ["", "JavaScript kB gz", "over bare", "files", "HTML kB gz", "from elsewhere"],
      pages.map(({ name, weight }) => [
        name,
        total(weight),
        total(weight) - floor,
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

/** What a modern browser loads for a page: no scripts for old ones. */
async function weigh(url: string): Promise<Weight> {
  const html = await (await fetch(url)).text();
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  const urls = [...sources].map((source) => new URL(source.replaceAll("&amp;", "&"), url));
  const own = urls.filter(({ origin }) => origin === new URL(url).origin);
  const scripts = await Promise.all(
    own.map(async (source) => gzipSync(Buffer.from(await (await fetch(source)).arrayBuffer())).length),
  );
  return { html: gzipSync(html).length, scripts: scripts.toSorted((a, b) => b - a), foreign: urls.length - own.length };
}

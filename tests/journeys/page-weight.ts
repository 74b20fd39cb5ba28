import { gzipSync } from "node:zlib";

/** Bytes of a page's own scripts and HTML, by gzip; `foreign`: how many scripts come from elsewhere. */
export type Weight = { html: number; scripts: number[]; foreign: number };

/** What a modern browser loads for a page: no scripts for old ones. */
export async function weigh(url: string): Promise<Weight> {
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

/** kB of scripts. */
export const scriptsOf = ({ scripts }: Weight): number => scripts.reduce((sum, size) => sum + size, 0) / 1000;

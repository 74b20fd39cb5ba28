import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readFile } from "./repository";

// A figure in a document is dated, or stands in what is named here: change both, or neither.

/** A number with what it counts. */
const FIGURE =
  /(?:US\$ ?)?\b\d[\d.,]*(?: (?:to|and|or) \d[\d.,]*)? ?(?:ms|s|min|h|seconds?|minutes?|hours?|days?|MB|kB|KB|GB|MiB|%|megapixels?|times|requests|edits|steps|commands|executions|points?)(?![\w$])|US\$ ?\d[\d.]*/g;

const DATE = /\b20\d\d-\d\d\b/;

const DOCUMENTS = [
  ..."README.md CONTRIBUTING.md SECURITY.md packages/engine/README.md components/guide/hints.tsx".split(" "),
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

type Kept = readonly [figure: string, file: string, words: string | RegExp];

/** The constants and tests that hold the figures of each document. */
const KEPT: Readonly<Record<string, readonly Kept[]>> = {
  "README.md": [["30 days", "db/config.ts", "RETENTION_DAYS ?? 30"]],
  "packages/engine/README.md": [["50 megapixels", "packages/engine/render.ts", "MOST_PIXELS = 50_000_000"]],
  "docs/architecture.md": [
    ["15 s", "lib/edits/stages/image/poll.ts", "metered: 15_000"],
    ["300 s", "lib/edits/budgets.ts", "PROVIDER_SECONDS = 300"],
  ],
  "docs/deploy.md": [
    ["300 s", "tests/deployment/vercel.test.ts", "gives every function 300 s"],
    ["60 s", "lib/blob/blob-store.contract.ts", "max-age=60"],
    ["250 ms", "lib/limits/exact-window.ts", "usualMs: 250"],
    ["4.5 MB", "components/editor/client/submit.ts", "some platforms take 4.5 MB"],
    ["4 MiB", "components/editor/client/submit.ts", "LARGE_BYTES = 4 * 1024 * 1024"],
    ["20 MB", "lib/images/limits.ts", "bytes: 20 * 1024 * 1024"],
    ["120 s", "lib/edits/budgets.ts", "SUBMIT_MS = 120_000"],
    // One step's pause of 15 s, one question, and the picture.
    ["105 s", "lib/edits/budgets.ts", /POLL_MS = 30_000;\n.*FETCH_MS = 60_000/],
    ["45 s", "lib/edits/budgets.ts", "STORE_MS = 45_000"],
    // Up to the next whole minute.
    ["90 to 150 s", "lib/edits/looks.ts", "AFTER_EDIT = 90_000"],
    ["180 days", "lib/config/web.ts", "HSTS_SECONDS = 180 * 24 * 3600"],
  ],
  "docs/interface.md": [
    ["100 %", "components/editor/canvas/look-commands.ts", "zoomTo(100)"],
    ["800 %", "components/editor/canvas/place.ts", "LARGEST = 8"],
  ],
  "docs/operations.md": [
    ["0.7 s", "tests/faults/soak.ts", "EDIT_EVERY_MS = 700"],
    ["10 s", "lib/health/readiness.ts", "FRESH_MS = 10_000"],
    ["60 days", "lib/providers/known-models.ts", "NOTICE_DAYS = 60"],
    ["US$0.03", "lib/doctor/spend.ts", "MOST_USD = 0.03"],
    ["60 times", "app/api/metrics/route.ts", "perMinute: 60"],
    ["40 days", "lib/edits/clean-up.ts", "SPEND_DAYS = 40"],
    ["12 megapixels", "tests/storage.integration.test.ts", "12-megapixel photo takes at most 40 MB"],
    ["20 to 40 MB", "tests/storage.integration.test.ts", "12-megapixel photo takes at most 40 MB"],
    ["40 MB", "tests/storage.integration.test.ts", "12-megapixel photo takes at most 40 MB"],
    ["16 megapixels", "lib/images/normalise.ts", "MAX_WEBP_PIXELS = 16_000_000"],
    ["5 %", "lib/analytics/statistics.ts", "TIME_ERROR = 0.05"],
    ["90 to 150 s", "lib/edits/looks.ts", "AFTER_EDIT = 90_000"],
    ["20 s", "inngest/start-server.ts", "SWEEP_MS = 20_000"],
    ["90 s", "inngest/start-server.ts", "less than 90 s"],
    ["25 minutes", "lib/edits/budgets.ts", "GIVE_UP_SECONDS = 1500"],
    ["30 MB", "lib/providers/flux/client.ts", "MOST_RESULT_BYTES = 30_000_000"],
    ["15 minutes", "lib/edits/budgets.ts", "PARKED_SECONDS = 900"],
    ["250 ms", "lib/limits/exact-window.ts", "usualMs: 250"],
    ["60 s", "lib/blob/blob-store.contract.ts", "max-age=60"],
    ["2 s", "lib/edits/budgets.ts", "FIRST_POLL_SECONDS = 2"],
    ["4.5 MB", "components/editor/client/submit.ts", "some platforms take 4.5 MB"],
    ["5 s", "lib/providers/flux/errors.ts", "WHEN_FULL = 5"],
    ["4.2 megapixels", "lib/providers/flux/models.ts", "pixels: 4_194_304"],
    ["20 MB", "lib/providers/flux/models.ts", "bytes: 20_000_000"],
    ["300 s", "lib/edits/budgets.ts", "PROVIDER_SECONDS = 300"],
    ["30 s", "lib/blob/remote-call.ts", "totalMs: 30_000"],
  ],
  "docs/security.md": [["27 MB", "lib/http/parse-json-meter.test.ts", "27_000_000"]],
};

/** What is no finding but advice, an example, or a share that its own test states in words. */
const NO_FINDING: ReadonlySet<string> = new Set(["48 hours", "20 %", "95 %"]);

/** The paragraphs, list items and rows of a document that have a figure and no date, with the table's own introduction. */
function undated(text: string): string[] {
  let before = "";
  return text
    .replaceAll(/```[\s\S]*?```/g, "")
    .split(/\n\n+/)
    .flatMap((block) => {
      const isDated = DATE.test(block) || (block.startsWith("|") && DATE.test(before));
      before = block;
      return isDated ? [] : [...block.matchAll(FIGURE)].map(([figure]) => figure.trim());
    });
}

describe.each(DOCUMENTS)("%s", (document) => {
  const kept = KEPT[document] ?? [];

  test("has no figure but those that are dated, or held by something", () => {
    const known = new Set(kept.map(([figure]) => figure));
    const held = (figure: string) => known.has(figure) || NO_FINDING.has(figure);
    expect(undated(readFile(document)).filter((figure) => !held(figure))).toEqual([]);
  });

  test.runIf(kept.length > 0)("says what its source says", () => {
    const text = readFile(document);
    for (const [figure, file, words] of kept) {
      expect(text, figure).toContain(figure);
      expect(readFile(file), `${document}: ${figure}`).toMatch(words);
    }
  });
});

test("each decision has its day", () => {
  const pages = readdirSync("docs/decisions").filter((name) => /^\d{3}-.*\.md$/.test(name));
  expect(pages.length).toBeGreaterThan(50);
  expect(pages.filter((name) => !DATE.test(readFile(`docs/decisions/${name}`).slice(0, 400)))).toEqual([]);
});

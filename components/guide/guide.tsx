import Link from "next/link";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { Vocabulary, VocabularyEntry } from "@mizual/engine";

const HINTS: ReadonlyArray<readonly [title: string, text: string]> = [
  ["How much", "“a bit”, “slightly”, “much”, “extremely”; where it makes sense “by 20 %”, “twice as”, “+1 stop”."],
  [
    "Where",
    "“the sky”, “the ground”, “the water”, “the subject”, “the background”, “the left half”, “the top right corner”, “the shadows”, “everything red”. A part that it cannot find for certain stays as it is, and it says so.",
  ],
  ["But not", "“without changing the colours”, “except the face”, “leave the sky alone”."],
  [
    "Several things",
    "“crop it square, then make the sky darker and the ground warmer”: in the order in which you say them.",
  ],
  [
    "What you get back",
    "Download gives the kind of file that you sent (JPEG for HEIC; PNG for GIF, TIFF and what became transparent), with JPEG, PNG, WebP and AVIF beside it. Photos are kept as JPEG of a high quality; screenshots, drawings and all that is transparent lose nothing.",
  ],
];

/** All that can be said to the local engine. */
export function Guide({ vocabulary }: { vocabulary: Vocabulary }) {
  return (
    <>
      <title>What you can say · Mizual</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-5xl flex-col gap-10 px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
        <header className="flex max-w-3xl flex-col gap-4">
          <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">What you can say</h1>
          <p className="text-muted-foreground">
            The local engine is no generative model: it works by rules, with two small nets that find people and faces,
            on this server, for free, and does what you ask and nothing else. It understands everyday English about the
            things below. What it does not understand it leaves alone and tells you which words those were.
          </p>
          <Button asChild className="self-start">
            <Link href="/" prefetch={false}>
              Start with a picture
            </Link>
          </Button>
        </header>

        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {HINTS.map(([title, text]) => (
            <div key={title} className="flex flex-col gap-1">
              <dt className="font-medium">{title}</dt>
              <dd className="text-sm text-muted-foreground">{text}</dd>
            </div>
          ))}
        </dl>

        {vocabulary.map(({ family, entries }) => (
          <section key={family} aria-labelledby={idOf(family)} className="flex flex-col gap-4">
            <h2 id={idOf(family)} className="text-xl font-semibold tracking-tight first-letter:uppercase">
              {family}
            </h2>
            <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
              {entries.map((entry) => (
                <Entry key={entry.title} entry={entry} />
              ))}
            </ul>
          </section>
        ))}
      </main>
    </>
  );
}

function Entry({ entry: { title, examples, parts } }: { entry: VocabularyEntry }) {
  return (
    <li className="flex flex-col gap-2 rounded-lg border bg-card p-4">
      <h3 className="font-medium first-letter:uppercase">{title}</h3>
      <ul className="flex flex-col gap-1 text-sm text-muted-foreground">
        {examples.slice(0, MOST_EXAMPLES).map((example) => (
          <li key={example}>{`“${example}”`}</li>
        ))}
      </ul>
      {parts !== "never" && <p className="mt-auto text-xs text-muted-foreground">{PARTS[parts]}</p>}
    </li>
  );
}

const PARTS = { also: "The whole picture or a part of it", only: "A part of the picture" };

/** More would bury the next entry. */
const MOST_EXAMPLES = 3;

const idOf = (family: string): string => family.toLowerCase().replaceAll(/[^a-z]+/g, "-");

import Link from "next/link";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { Vocabulary } from "@mizual/engine";
import { Phrases } from "./phrases";

type Hint = readonly [title: string, text: string];

const HINTS: readonly Hint[] = [
  ["How much", "“a bit”, “slightly”, “much”, “extremely”; where it makes sense “by 20 %”, “twice as”, “+1 stop”."],
  [
    "Where",
    "“the sky”, “the ground”, “the water”, “the subject”, “the background”, “the left half”, “the top right corner”, “the shadows”, “everything red”. A part that it cannot find with enough certainty it leaves as it is, and says so; now and then it is wrong about one: compare before you keep it.",
  ],
  ["But not", "“without changing the colours”, “except the face”, “leave the sky alone”."],
  [
    "Several things",
    "“crop it square, then make the sky darker and the ground warmer”: in the order in which you say them. What it does not understand it leaves out and names, unless the rest may mean something else without it.",
  ],
  [
    "Languages",
    "Everyday English. The commonest wishes (brighter, warmer, black and white, sharper, crop …) also in German, Spanish, French, Portuguese, Hindi and Chinese.",
  ],
  [
    "How long",
    "About a second for a picture of two megapixels, two to four for a phone's twelve; some, such as enlarging, take longer.",
  ],
  [
    "What you get back",
    "Download gives the kind of file that you sent (JPEG for HEIC; PNG for GIF, TIFF and what became transparent), with JPEG, PNG, WebP and AVIF beside it. Photos are kept as JPEG of a high quality; screenshots, drawings and all that is transparent lose nothing.",
  ],
];

/** What is beyond rules, with what would be needed for it. */
const LIMITS: readonly Hint[] = [
  [
    "Adding things",
    "“add a dog”, “put a hat on him”. It draws nothing that is not there: that takes a generative model.",
  ],
  [
    "Taking things away",
    "“remove the lamp post”. What would be behind it has to be made up: that takes a generative model. A corner or a date stamp it can erase, a side it can cut off.",
  ],
  ["Reshaping", "“make him smile”, “turn the car around”, “open her eyes”. That takes a generative model."],
  [
    "Knowing things by name",
    "“make the car red”. Besides the sky, people and the other parts above it knows things by their colour and place alone: “make the blue car red” it can. More takes a model that finds whatever one names.",
  ],
  [
    "Hiding for certain",
    "A whole person, a number plate, writing: it cannot be sure to find all of it. Faces it covers, and says how many it found. What you name by its place (“black out the left half”) it covers whole.",
  ],
  ["New detail", "Enlarging and sharpening bring out what is there. Inventing detail takes a generative model."],
];

type GuideProps = {
  vocabulary: Vocabulary;
  /** Id of the edit that one comes from and goes back to; `null`: none. */
  edit: string | null;
  /** What is looked for. */
  wanted: string;
};

/** All that can be said to the local engine. */
export function Guide({ vocabulary, edit, wanted }: GuideProps) {
  const editor = edit === null ? "/" : `/edits/${edit}`;
  return (
    <>
      <title>What you can say · Mizual</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-5xl flex-col gap-10 px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
        <header className="flex max-w-3xl flex-col gap-4">
          <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">What you can say</h1>
          <p className="text-muted-foreground">
            The local engine is no generative model: it works by rules, with two small nets that find people and faces,
            on this server and for free. It understands everyday English about the things below, and the commonest of
            them in German, Spanish, French, Portuguese, Hindi and Chinese. It carries out what it understands and names
            what it does not. Each phrase below is a link: it puts the words into the editor.{" "}
            <a href="#limits" className="underline underline-offset-4">
              What it can’t do
            </a>{" "}
            stands at the end.
          </p>
          <Button asChild className="self-start">
            <Link href={editor} prefetch={false}>
              {edit === null ? "Start with a picture" : "Back to your edit"}
            </Link>
          </Button>
        </header>

        <details>
          <summary className="flex min-h-8 w-fit items-center font-medium underline underline-offset-4 hover:no-underline max-sm:min-h-11">
            How to say it, in which languages, how long it takes and what you get back
          </summary>
          <div className="pt-4">
            <Hints hints={HINTS} />
          </div>
        </details>

        <Phrases vocabulary={vocabulary} editor={editor} wanted={wanted}>
          {edit !== null && <input type="hidden" name="edit" value={edit} />}
        </Phrases>

        <section aria-labelledby="limits" className="flex flex-col gap-4 border-t pt-8">
          <h2 id="limits" className="text-xl font-semibold tracking-tight">
            What it can’t do
          </h2>
          <Hints hints={LIMITS} />
        </section>
      </main>
    </>
  );
}

function Hints({ hints }: { hints: readonly Hint[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {hints.map(([title, text]) => (
        <div key={title} className="flex flex-col gap-1">
          <dt className="font-medium">{title}</dt>
          <dd className="text-sm text-muted-foreground">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

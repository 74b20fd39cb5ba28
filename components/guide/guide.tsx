import Link from "next/link";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";
import type { Vocabulary } from "@mizual/engine";
import { Hints, HINTS, LIMITS } from "./hints";
import { Phrases } from "./phrases";

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

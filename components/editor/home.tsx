import Link from "next/link";
import type { ReactNode } from "react";
import { READABLE_KINDS } from "@/lib/picture-formats";
import { days } from "./client/formats";
import { LOCAL_ENGINE } from "./client/offers";
import { Alert } from "./alert";
import { useEditor } from "./editor-context";
import { SAMPLES } from "./ideas";
import { PictureChoice } from "./picture-intake";

/** The first sight: what it is, a place for a picture, four to try, and what becomes of them. */
export function Home({ latest }: { latest: ReactNode }) {
  const { view, run } = useEditor();
  const { retentionDays, offers, state } = view;
  const outside = offers.engines.filter(({ id }) => id !== LOCAL_ENGINE).map(({ label }) => label);
  return (
    <main className="mx-auto flex w-full max-w-5xl grow flex-col gap-8 px-4 pt-6 pb-10 sm:px-6 sm:pt-12 lg:gap-10">
      <h1 className="mx-auto max-w-3xl text-center text-3xl font-semibold tracking-tight text-balance sm:text-5xl sm:leading-[1.08]">
        Drop in a photo, say in plain words what to change, and see it happen.
      </h1>

      <section
        aria-label="Your picture"
        className="mx-auto flex w-full max-w-3xl flex-col items-center gap-4 rounded-xl border border-dashed border-input bg-card px-4 py-8 text-center sm:py-12"
      >
        <PictureChoice onFiles={(files) => void run("takeFiles", files)} />
        <p className="text-sm text-muted-foreground">
          <span className="pointer-coarse:hidden">or drop it anywhere, or paste it. </span>
          {READABLE_KINDS}, up to 20&nbsp;MB.
        </p>
        {outside.length === 0 && (
          <p className="max-w-md text-sm text-balance text-muted-foreground">
            Without a generative model: it changes how a picture or a part of it looks, draws no objects and takes none
            away.
          </p>
        )}
        {state.prompt.trim() !== "" && (
          <p className="text-sm text-balance">
            {`With it goes: “${state.prompt.trim()}”. You can change that before you send it.`}
          </p>
        )}
        {state.refusal !== null && <Alert>{state.refusal}</Alert>}
      </section>

      <div className="contents">{latest}</div>

      <section aria-labelledby="samples" className="flex flex-col gap-4">
        <h2 id="samples" className="text-center text-sm font-medium text-muted-foreground">
          No picture at hand? Try one of these.
        </h2>
        <ul className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
          {SAMPLES.map((sample) => (
            <li key={sample.src}>
              {/* A link, so that a tap counts before the page has come alive. */}
              <a
                href={`/?sample=${sample.id}`}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
                  event.preventDefault();
                  void run("takeSample", sample);
                }}
                className="group flex size-full flex-col overflow-hidden rounded-lg border bg-card text-left transition-shadow hover:shadow-float"
              >
                {/* oxlint-disable-next-line nextjs/no-img-element -- small files of our own, of the very size */}
                <img
                  src={sample.card}
                  alt={sample.title}
                  width={480}
                  height={360}
                  loading="lazy"
                  className="aspect-4/3 w-full object-cover transition-transform duration-500 group-hover:scale-[1.03] motion-reduce:transform-none"
                />
                <span className="px-3 py-2.5 text-sm leading-snug font-medium">{`“${sample.prompt}”`}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>

      <footer className="mx-auto mt-auto flex max-w-3xl flex-col items-center gap-2 text-center text-sm text-muted-foreground">
        <p>
          <span>
            {`Your picture and its edits are kept on this server for ${days(retentionDays)} after the last edit, then deleted. You can delete each of them at any time with “Delete now” beside it, or all of them under “My pictures”.`}
          </span>{" "}
          <span>
            {outside.length === 0
              ? "The built-in engine edits them here; they go to no other service."
              : `To be edited they are sent to ${outside.join(" or ")}. Location and camera data are removed first.`}
          </span>
        </p>
        <details className="w-full">
          <summary className="mx-auto flex min-h-8 w-fit items-center underline max-sm:min-h-11 underline-offset-4">
            About the sample pictures
          </summary>
          <ul className="mt-2 flex flex-col gap-1">
            {SAMPLES.map(({ src, title, credit }) => (
              <li key={src}>{`${title}: ${credit}.`}</li>
            ))}
          </ul>
        </details>
        <p className="flex flex-wrap justify-center gap-x-6">
          {offers.engines.some(({ id }) => id === LOCAL_ENGINE) && (
            <Link href="/guide" prefetch={false} className={FOOTER_LINK}>
              What you can say
            </Link>
          )}
          {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a page with scripts of its own: it needs a fresh load */}
          <a href="/docs" className={FOOTER_LINK}>
            HTTP API
          </a>
        </p>
      </footer>
    </main>
  );
}

const FOOTER_LINK =
  "inline-flex min-h-8 min-w-11 items-center underline underline-offset-4 hover:no-underline max-sm:min-h-11";

"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import type { Vocabulary, VocabularyEntry } from "@mizual/engine";
import sheets from "./sheets.json";
import { slugOf } from "./slug";

/** Pixels of one strip of a sheet and of the gap below it, as scripts/draw-guide.ts draws them. */
const STRIP = { width: 322, height: 120, gap: 2 };

/** More would bury the next entry. */
const MOST_EXAMPLES = 3;

type PhrasesProps = {
  vocabulary: Vocabulary;
  /** Page of the editor that a phrase is put into. */
  editor: string;
  /** What is looked for at first; without scripts the form asks the server for it. */
  wanted: string;
  /** Called with a phrase that is pressed, in place of going to the editor's page. */
  onPick?: (phrase: string) => void;
  /** Fields that the form keeps when it is sent. */
  children?: ReactNode;
};

/** All that can be asked for, each phrase a way to the editor, and a box that looks through it as one types. */
export function Phrases({ vocabulary, editor, wanted: first, onPick, children }: PhrasesProps) {
  const [wanted, setWanted] = useState(first);
  const id = useId();
  const families = vocabulary
    .map(({ family, entries }) => ({ family, entries: entries.filter((entry) => speaksOf(entry, family, wanted)) }))
    .filter(({ entries }) => entries.length > 0);
  const found = families.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <>
      <form
        role="search"
        action="/guide"
        className="flex max-w-md flex-col gap-1.5"
        onSubmit={(event) => event.preventDefault()}
      >
        {children}
        <label htmlFor={id} className="font-medium">
          Look for
        </label>
        <span className="relative">
          <Search
            className="pointer-events-none absolute top-3.5 left-3 size-4 text-muted-foreground"
            aria-hidden="true"
          />
          <input
            id={id}
            type="search"
            name="q"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            placeholder="sky, blur, frame …"
            autoComplete="off"
            className="h-11 w-full rounded-md border border-input bg-card pr-3 pl-9 text-base outline-offset-2"
          />
        </span>
        <p role="status" className="text-sm text-muted-foreground tabular-nums">
          {found === 1 ? "1 thing that it can do" : `${found} things that it can do`}
        </p>
      </form>
      {found === 0 && (
        <p>
          <span>{`Nothing in this list speaks of “${wanted.trim()}”. It knows many more ways to say these things:`}</span>{" "}
          <PhraseLink phrase={wanted.trim()} editor={editor} onPick={onPick} className="underline underline-offset-4">
            ask for it all the same
          </PhraseLink>
          .
        </p>
      )}
      {families.map(({ family, entries }) => (
        <section key={family} aria-labelledby={slugOf(family)} className="flex flex-col gap-4">
          <h2 id={slugOf(family)} className="text-xl font-semibold tracking-tight first-letter:uppercase">
            {family}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {entries.map((entry) => (
              <Entry key={entry.title} family={family} entry={entry} editor={editor} onPick={onPick} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Whether each of the words that are looked for stands somewhere in an entry. */
function speaksOf({ title, examples }: VocabularyEntry, family: string, wanted: string): boolean {
  const text = [title, family, ...examples].join("\n").toLowerCase();
  return wanted
    .toLowerCase()
    .split(/[\s“”"',.]+/)
    .every((word) => text.includes(word));
}

type EntryProps = { family: string; entry: VocabularyEntry } & Pick<PhrasesProps, "editor" | "onPick">;

function Entry({ family, entry: { title, examples, parts }, editor, onPick }: EntryProps) {
  return (
    <li className="flex flex-col overflow-hidden rounded-lg border bg-card">
      <BeforeAndAfter family={family} title={title} />
      <div className="flex grow flex-col gap-2 p-4">
        <h3 className="font-medium first-letter:uppercase">{title}</h3>
        <ul className="flex flex-col text-sm">
          {examples.slice(0, MOST_EXAMPLES).map((example) => (
            <li key={example}>
              <PhraseLink
                phrase={example}
                editor={editor}
                onPick={onPick}
                className="inline-flex min-h-8 items-center text-muted-foreground underline decoration-dotted underline-offset-4 hover:text-foreground hover:decoration-solid"
              >
                {`“${example}”`}
              </PhraseLink>
            </li>
          ))}
        </ul>
        {parts !== "never" && <p className="mt-auto text-xs text-muted-foreground">{PARTS[parts]}</p>}
      </div>
    </li>
  );
}

type PhraseLinkProps = Pick<PhrasesProps, "editor" | "onPick"> & {
  phrase: string;
  className: string;
  children: ReactNode;
};

/** A phrase as a way to the editor, or into its prompt box where that is beneath. */
function PhraseLink({ phrase, editor, onPick, className, children }: PhraseLinkProps) {
  return (
    <Link
      href={withPrompt(editor, phrase)}
      prefetch={false}
      onClick={(event) => {
        if (onPick === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onPick(phrase);
      }}
      className={className}
    >
      {children}
    </Link>
  );
}

const PARTS = { also: "The whole picture or a part of it", only: "A part of the picture" };

/** Its strip of the family's sheet; nothing where none was drawn. */
function BeforeAndAfter({ family, title }: { family: string; title: string }) {
  const name = slugOf(family);
  const row = ((sheets as Record<string, readonly string[]>)[name] ?? []).indexOf(title);
  if (row < 0) return null;
  const { width, height, gap } = STRIP;
  return (
    <span className="relative block overflow-hidden" style={{ aspectRatio: `${width} / ${height}` }}>
      {/* oxlint-disable-next-line nextjs/no-img-element -- a small file of our own, of which one strip is shown */}
      <img
        src={`/guide/${name}.avif`}
        alt={`Before and after: ${title}`}
        loading="lazy"
        className="absolute left-0 w-full max-w-none"
        style={{ top: `${(-row * (height + gap) * 100) / height}%` }}
      />
    </span>
  );
}

/** The editor's page with words in its prompt box. */
const withPrompt = (editor: string, prompt: string): string =>
  `${editor}?${new URLSearchParams({ prompt }).toString()}`;

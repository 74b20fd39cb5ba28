import { Mark } from "@/components/mark";

type LastResortProps = { error: Error & { digest?: string }; reset: () => void };

/** What could not be shown, what that means, and where it leads beside another try. */
type Words = { title: string; means: string; way: { label: string; path: string } };

const A_PAGE: Words = {
  title: "This page could not be shown",
  means: "Something went wrong. Your pictures and edits are kept.",
  way: { label: "Start with a picture", path: "/" },
};

const BUTTON =
  "inline-flex min-h-11 items-center rounded-md border px-4 text-sm font-medium focus-visible:outline-offset-2";

/** A page that could not be shown, by nothing that may fail as well. The digest is what the server's log knows the error by. */
export function LastResort({ error: { digest }, reset, words = A_PAGE }: LastResortProps & { words?: Words }) {
  const { title, means, way } = words;
  const id = digest === undefined ? "" : ` If it happens again, report it with this id: ${digest}.`;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-lg flex-col items-start justify-center gap-4 px-5 pb-24">
      <title>{`${title} · Mizual`}</title>
      <Mark className="size-10 text-primary" />
      <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="text-muted-foreground">{`${means}${id}`}</p>
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={reset} className={`${BUTTON} border-primary bg-primary text-primary-foreground`}>
          Try again
        </button>
        {/* By a fresh load, for what is loaded has failed. */}
        <form action={way.path}>
          <button type="submit" className={`${BUTTON} border-input bg-card`}>
            {way.label}
          </button>
        </form>
      </div>
    </main>
  );
}

import { SiteHeader } from "@/components/site-header";

/** Shown while figures are read. */
export function ReadingFigures() {
  return (
    <div className="flex min-h-dvh flex-col" aria-busy="true">
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-7xl grow flex-col gap-6 px-4 pt-2 sm:px-6">
        <p role="status" className="text-muted-foreground">
          Reading the figures…
        </p>
        <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6" aria-hidden="true">
          {Array.from({ length: 6 }, (_, at) => (
            <div key={at} className="h-28 animate-pulse rounded-lg bg-secondary" />
          ))}
        </div>
      </main>
    </div>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import { SiteHeader } from "@/components/site-header";
import { SignOut } from "./sign-out";

const PLACES = [
  { place: "overview", path: "/insight", label: "Overview" },
  { place: "edits", path: "/insight/edits", label: "Edits" },
  { place: "reports", path: "/insight/reports", label: "Reports" },
] as const;

type FrameProps = {
  title: string;
  place: (typeof PLACES)[number]["place"];
  /** Reported edits that wait for a decision. */
  reports: number;
  children: ReactNode;
};

/** What stands around each of the operator's pages. */
export function InsightFrame({ title, place, reports, children }: FrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${title} · Mizual insight`}</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-7xl grow flex-col gap-6 px-4 pt-2 pb-16 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{title}</h1>
          <nav aria-label="Insight" className="-mx-2 flex flex-wrap items-center">
            {PLACES.map(({ place: each, path, label }) => (
              <Link
                key={each}
                href={path}
                prefetch={false}
                aria-current={each === place ? "page" : undefined}
                className="inline-flex h-11 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-muted-foreground hover:text-foreground aria-[current=page]:font-semibold aria-[current=page]:text-foreground [&[aria-current=page]>span:first-child]:underline [&[aria-current=page]>span:first-child]:decoration-2 [&[aria-current=page]>span:first-child]:underline-offset-8"
              >
                <span>{label}</span>
                {each === "reports" && reports > 0 && (
                  <span className="rounded-full bg-destructive px-1.5 text-xs text-destructive-foreground">
                    {reports}
                  </span>
                )}
              </Link>
            ))}
            <SignOut />
          </nav>
        </div>
        {children}
      </main>
    </div>
  );
}

type CardProps = {
  title: string;
  note?: ReactNode;
  /** What can be done with all of it. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** One part of a page, with what it is about. */
export function Card({ title, note, action, className = "", children }: CardProps) {
  return (
    <section
      aria-label={title}
      className={`flex min-w-0 flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5 ${className}`}
    >
      <div className="flex items-start justify-between gap-4">
        <div className="flex flex-col gap-0.5">
          <h2 className="font-semibold">{title}</h2>
          {note !== undefined && <p className="text-sm text-muted-foreground">{note}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Said where there is nothing to show. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="text-sm text-muted-foreground">{children}</p>
);

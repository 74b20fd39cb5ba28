import Link from "next/link";
import { Alert } from "@/components/editor/alert";
import { Button } from "@/components/ui/button";
import type { EditLine } from "@/lib/insight/edits";
import { EditTable } from "./edit-table";
import { InsightFrame, Nothing } from "./frame";
import { addressOf, dayWord, outcomeWord } from "./words";

export type EditsPageProps = {
  /** As asked for, with what is not set left out. */
  query: Readonly<Record<string, string | undefined>>;
  /** `null`: they could not be listed, and `problem` says why. */
  list: { from: string; to: string; edits: readonly EditLine[]; next: string | null } | null;
  problem: string | null;
  reports: number;
};

/** The edits that a figure is made of. */
export function EditsPage({ query, list, problem, reports }: EditsPageProps) {
  const { after: _, ...all } = query;
  return (
    <InsightFrame title="Edits" place="edits" reports={reports}>
      {problem !== null && <Alert>{problem}</Alert>}
      {list !== null && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-sm text-muted-foreground">{wordsOf(query, list)}</p>
            <Button asChild variant="outline">
              <a href={addressOf("/api/insight/export", { ...all, from: list.from, to: list.to })} download>
                Save as CSV
              </a>
            </Button>
          </div>
          {list.edits.length === 0 ? (
            <Nothing>No such edit ended in these days.</Nothing>
          ) : (
            <EditTable edits={list.edits} caption="Edits" />
          )}
          {list.next !== null && (
            <div>
              <Button asChild variant="secondary">
                <Link href={addressOf("/insight/edits", { ...all, after: list.next })} prefetch={false}>
                  Earlier ones
                </Link>
              </Button>
            </div>
          )}
        </>
      )}
    </InsightFrame>
  );
}

/** What is listed, in one line. */
function wordsOf(query: EditsPageProps["query"], { from, to }: { from: string; to: string }): string {
  const of = [
    query["outcome"] === undefined ? null : `ended as ${outcomeWord(query["outcome"])}`,
    query["editor"] === undefined ? null : `by ${query["editor"]}`,
    query["model"] === undefined ? null : `with ${query["model"]}`,
    query["kind"] === undefined ? null : `about ${query["kind"]}`,
    query["rating"] === undefined ? null : `with a thumbs ${query["rating"]}`,
  ].filter((part) => part !== null);
  return `${dayWord(from)} to ${dayWord(to)}, the newest first${of.length === 0 ? "" : `: ${of.join(", ")}`}.`;
}

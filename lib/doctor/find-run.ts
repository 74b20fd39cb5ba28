import { findOtherTry } from "@/db/queries/retries";
import { findEditRecord } from "@/db/queries/edits";
import type { Services } from "@/lib/services";

/** Where a run is shown: by a server of one's own or a dev server, or by Inngest Cloud. */
function dashboardOf(baseUrl: string | null, isCloud: boolean, runId: string): string {
  if (isCloud) return `https://app.inngest.com/env/production/runs/${runId}`;
  return `${(baseUrl ?? "http://localhost:8288").replace(/\/+$/, "")}/run?runID=${encodeURIComponent(runId)}`;
}

/** What became of an edit and which run had it last, for an operator who has a person's link; no words and no pictures. */
export async function describeRun({ db, env }: Pick<Services, "db" | "env">, editId: string): Promise<string[]> {
  const edit = await findEditRecord(db, editId);
  if (edit === null) return ["There is no such edit, or it was deleted."];
  const { status, errorCode, charge, replays, runId, dispatch } = edit;
  const ended = errorCode === null ? status : `${status}, ${errorCode}`;
  const lines = [`edit  ${ended}; charge ${charge}; replayed ${replays} times`];
  const other = status === "failed" ? await findOtherTry(db, edit) : null;
  if (other !== null) lines.push(`again ${other.id}, ${other.status}: a replay does nothing`);
  if (runId === null) return [...lines, "run   none has it now"];
  lines.push(`run   ${runId}, of dispatch ${dispatch}`);
  if (env.inngest !== null) {
    const { kind, baseUrl } = env.inngest;
    lines.push(`see   ${dashboardOf(baseUrl, kind === "server" && baseUrl === null, runId)}`);
  }
  return lines;
}

import type { EditNode } from "@/lib/edits/schema";
import { isFinal } from "@/lib/lifecycle";
import { failureLook } from "./failure-look";

/** Says in the tab what state the page is in, so that one can look elsewhere meanwhile. */
export function pageTitle(current: EditNode | null, version: number, uploading: boolean): string {
  if (uploading) return "Sending… · Mizual";
  return current === null ? "Mizual" : titleOf(current, version);
}

function titleOf(edit: EditNode, version: number): string {
  const prompt = edit.prompt.length > 40 ? `${edit.prompt.slice(0, 39)}…` : edit.prompt;
  if (!isFinal(edit.status)) return `${edit.progress_percent}% · ${prompt} · Mizual`;
  return `${endOf(edit, version)} · ${prompt} · Mizual`;
}

function endOf(edit: EditNode, version: number): string {
  if (edit.status === "completed") return `✓ v${version}`;
  if (edit.status === "canceled") return "Canceled";
  return failureLook(edit).kind === "uncertain" ? "Uncertain" : "Failed";
}

import type { Metadata } from "next";
import { EditsPage } from "@/components/insight/edits-page";
import { SignIn } from "@/components/insight/sign-in";
import { AppError } from "@/lib/errors";
import { editsQuery, listEdits } from "@/lib/insight/edits";
import { openInsight } from "../gate";

export const metadata: Metadata = { robots: { index: false, follow: false } };

type EditsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The edits behind a figure. */
export default async function InsightEditsPage({ searchParams }: EditsProps) {
  const open = await openInsight();
  if (open === null) return <SignIn />;
  const parsed = editsQuery.safeParse(await searchParams);
  const query = parsed.data ?? {};
  const found = await (
    parsed.success
      ? listEdits(open.services, query)
      : Promise.reject(
          new AppError("VALIDATION_FAILED", { detail: parsed.error.issues.map(({ message }) => message).join(" ") }),
        )
  ).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "VALIDATION_FAILED") return error.detail;
    throw error;
  });
  const isList = typeof found !== "string";
  return (
    <EditsPage query={query} list={isList ? found : null} problem={isList ? null : found} reports={open.reports} />
  );
}

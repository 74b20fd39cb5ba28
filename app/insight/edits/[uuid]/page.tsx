import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InsightFrame } from "@/components/insight/frame";
import { Inside } from "@/components/insight/inside";
import { SignIn } from "@/components/insight/sign-in";
import { lookInside } from "@/lib/insight/edits";
import { openInsight } from "../../gate";

export const metadata: Metadata = { robots: { index: false, follow: false } };

type InsideProps = { params: Promise<{ uuid: string }> };

/** All that is known of one edit. */
export default async function InsightEditPage({ params }: InsideProps) {
  const open = await openInsight();
  if (open === null) return <SignIn />;
  const view = await lookInside(open.services, (await params).uuid);
  if (view === null) notFound();
  return (
    <InsightFrame title={`Edit ${view.id.slice(0, 8)}`} place="edits" reports={open.reports}>
      <Inside view={view} />
    </InsightFrame>
  );
}

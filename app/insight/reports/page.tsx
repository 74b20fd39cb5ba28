import type { Metadata } from "next";
import { ReportsPage } from "@/components/insight/reports";
import { SignIn } from "@/components/insight/sign-in";
import { readReports } from "@/lib/insight/reported";
import { openInsight } from "../gate";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** Pictures that people reported. */
export default async function InsightReportsPage() {
  const open = await openInsight();
  if (open === null) return <SignIn />;
  return (
    <ReportsPage reports={await readReports(open.services)} showsContent={open.services.env.insight.showsContent} />
  );
}

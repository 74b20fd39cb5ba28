import type { Metadata } from "next";
import { Suspense } from "react";
import { OverviewPage } from "@/components/insight/overview";
import { ReadingFigures } from "@/components/insight/reading-figures";
import { SignIn } from "@/components/insight/sign-in";
import { overviewQuery, readOverview } from "@/lib/insight/overview";
import type { Services } from "@/lib/services";
import { openInsight } from "./gate";

export const metadata: Metadata = { robots: { index: false, follow: false } };

type InsightPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What happens on this server, for its operator. */
export default async function InsightPage({ searchParams }: InsightPageProps) {
  const open = await openInsight();
  if (open === null) return <SignIn />;
  const query = overviewQuery.parse(withoutEmpty(await searchParams));
  return (
    <Suspense fallback={<ReadingFigures />}>
      <FiguresOf services={open.services} query={query} />
    </Suspense>
  );
}

async function FiguresOf({ services, query }: { services: Services; query: Parameters<typeof readOverview>[1] }) {
  return <OverviewPage overview={await readOverview(services, query)} />;
}

/** A form sends what was left empty. */
const withoutEmpty = (query: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));

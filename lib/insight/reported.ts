import { listReports, type ReportedEdit } from "@/lib/moderation/reports";
import { REPORT_REASONS } from "@/lib/moderation/reasons";
import type { Services } from "@/lib/services";

/** What waits for the operator's decision, with the reasons as a person reads them. */
export async function readReports(services: Pick<Services, "db">): Promise<ReportedEdit[]> {
  const names: Readonly<Record<string, string>> = REPORT_REASONS;
  return (await listReports(services)).map((report) => ({
    ...report,
    reasons: report.reasons.map((reason) => names[reason] ?? reason),
  }));
}

import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { countOpenReports } from "@/db/queries/reports";
import { hasSession } from "@/lib/insight/session";
import { getServices, type Services } from "@/lib/services";

/**
 * The services for a page of the operator's; `null` for who has to sign in first. Without a token on this server there is
 * no such page.
 */
export async function openInsight(): Promise<{ services: Services; reports: number } | null> {
  const services = await getServices();
  if (services.env.insight.token === null) notFound();
  if (!hasSession(services, (await headers()).get("cookie"))) return null;
  // That it cannot be counted is for the page to say, in what it shows.
  return { services, reports: await countOpenReports(services.db).catch(() => 0) };
}

import type { Services } from "@/lib/services";

/** The part of the start line that says what may be spent a day in US dollars, by all and by one client; empty where nothing is paid. */
export function capsInForce({ env, editors }: Pick<Services, "env" | "editors">): string {
  if (editors.every(({ free }) => free)) return "";
  const { perDayUsd, perClientUsd } = env.spendCaps;
  return ` caps=${perDayUsd ?? "off"}/${perClientUsd ?? "off"}`;
}

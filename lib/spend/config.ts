import { z } from "zod";
import { defineSection } from "@/lib/config/section";

/** US dollars a day, for all and for one client; null: no cap. */
export type SpendCaps = { perDayUsd: number | null; perClientUsd: number | null };

/** What a day's account cannot hold: `numeric(12, 6)`. */
const BELOW_USD = 1_000_000;

const dollars = z.string().transform((text, context): number | "off" => {
  if (text === "off") return "off";
  if (!/^\d+(\.\d+)?$/.test(text)) {
    context.addIssue('must be an amount in US dollars such as 10 or 2.50, or "off"');
    return z.NEVER;
  }
  if (Number(text) >= BELOW_USD) {
    context.addIssue(`must be less than ${BELOW_USD}, or "off"`);
    return z.NEVER;
  }
  return Number(text);
});

const capOf = (cap: number | "off"): number | null => (cap === "off" ? null : cap);

/** What paid edits may cost. */
export const spendConfig = defineSection({
  variables: {
    SPEND_CAP_USD: dollars.describe(
      "US dollars that paid editors may cost a day in all, and for one client; off lifts a cap. Defaults: 10 and 2",
    ),
    SPEND_CAP_USD_PER_CLIENT: dollars,
  },
  readme: [
    {
      set: ["SPEND_CAP_USD", "SPEND_CAP_USD_PER_CLIENT"],
      gives: "other limits of what paid edits cost a day, or `off`",
      insteadOf: "10 and 2 US dollars",
    },
  ],
  read: ({ SPEND_CAP_USD: perDay = 10, SPEND_CAP_USD_PER_CLIENT: perClient = 2 }): SpendCaps => ({
    perDayUsd: capOf(perDay),
    perClientUsd: capOf(perClient),
  }),
});

import { z } from "zod";
import { httpUrl } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

/** What a webhook understands: Slack's, and what copies it, takes one text; `json` gets the same with its parts. */
type AlertFormat = "slack" | "json";

export type AlertsConfig = {
  /** Where operators are told of what goes wrong; `null`: nowhere, and nothing is looked at for it. */
  alerts: { url: string; format: AlertFormat } | null;
};

/** Who is told when something goes wrong. */
export const alertsConfig = defineSection({
  variables: {
    ALERT_WEBHOOK_URL: httpUrl.describe(
      "Tells an operator once when something goes wrong, and once when it is over, by a POST to this address.",
    ),
    ALERT_WEBHOOK_FORMAT: z
      .enum(["slack", "json"])
      .describe(
        "slack: one text, as Slack, Mattermost and Discord (/slack) take it; json (default elsewhere): its parts too.",
      ),
  },
  readme: [
    {
      set: ["ALERT_WEBHOOK_URL"],
      gives: "a message when something goes wrong, and when it is over",
      insteadOf: "nobody is told",
    },
  ],
  tuning: ["ALERT_WEBHOOK_FORMAT"],
  read({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_FORMAT: format }, { problems }): AlertsConfig {
    if (url === undefined) {
      if (format !== undefined) problems.push("ALERT_WEBHOOK_FORMAT is set without ALERT_WEBHOOK_URL");
      return { alerts: null };
    }
    const { hostname, pathname } = new URL(url);
    const isSlack = hostname === "hooks.slack.com" || pathname.endsWith("/slack");
    return { alerts: { url, format: format ?? (isSlack ? "slack" : "json") } };
  },
});

import { dataConfig, type DataConfig } from "@/db/config";
import { runsConfig, type RunsConfig } from "@/inngest/config";
import { imagesConfig, type ImagesConfig } from "@/lib/blob/config";
import { alertsConfig, type AlertsConfig } from "@/lib/alerts/config";
import { metricsConfig, type MetricsConfig } from "@/lib/metrics/config";
import { insightConfig, type InsightConfig } from "@/lib/insight/config";
import { limitsConfig, type LimitsConfig, type RateLimits } from "@/lib/limits/config";
import { moderationConfig, type ModerationConfig } from "@/lib/moderation/config";
import {
  editorsConfig,
  judgeConfig,
  type ProviderChoice,
  type ProviderConfigs,
  PROVIDERS,
} from "@/lib/providers/registry";
import { spendConfig, type SpendCaps } from "@/lib/spend/config";
import { readSections, type Section, type Variables } from "./section";
import { tracingConfig, type TracingConfig } from "@/lib/tracing/config";
import { webConfig, type WebConfig } from "./web";

export { EnvError } from "./section";

/** All sections, under their headings in `.env.example`; the README's table has the same order. */
export const CONFIGURATION: ReadonlyArray<{ heading: string; sections: ReadonlyArray<Section<unknown>> }> = [
  { heading: "Data", sections: [dataConfig] },
  { heading: "Pictures", sections: [imagesConfig] },
  { heading: "Limits", sections: [limitsConfig] },
  { heading: "Editing", sections: [editorsConfig, ...PROVIDERS, spendConfig] },
  { heading: "Runs", sections: [runsConfig] },
  { heading: "Web", sections: [webConfig] },
  { heading: "Watching", sections: [metricsConfig, tracingConfig, alertsConfig] },
  { heading: "Insight", sections: [insightConfig, judgeConfig, moderationConfig] },
];

const SECTIONS = CONFIGURATION.flatMap(({ sections }) => sections);

/** Every variable that the server reads. */
export const envVariables: Section<unknown>["variables"] = Object.fromEntries(
  SECTIONS.flatMap(({ variables }) => Object.entries(variables)),
);

export type Env = DataConfig &
  RunsConfig &
  WebConfig &
  MetricsConfig &
  TracingConfig &
  AlertsConfig &
  ProviderChoice & {
    images: ImagesConfig;
    limits: LimitsConfig;
    rateLimits: RateLimits;
    spendCaps: SpendCaps;
    insight: InsightConfig;
    moderation: ModerationConfig | null;
    onVercel: boolean;
  };

/**
 * Reads and checks the environment. Empty is unset; half a pair is an error that names both; what
 * would lose data in silence on Vercel is an error there.
 * @throws {EnvError} naming each variable that is wrong.
 */
export function parseEnv(variables: Variables): Env {
  return readSections(variables, SECTIONS, (read, { onVercel }) => ({
    ...read(dataConfig),
    images: read(imagesConfig),
    ...read(limitsConfig),
    editors: read(editorsConfig),
    judge: read(judgeConfig),
    providers: Object.fromEntries(PROVIDERS.map((provider) => [provider.name, read(provider)])) as ProviderConfigs,
    spendCaps: read(spendConfig),
    ...read(runsConfig),
    ...read(webConfig),
    ...read(metricsConfig),
    ...read(tracingConfig),
    ...read(alertsConfig),
    insight: read(insightConfig),
    moderation: read(moderationConfig),
    onVercel,
  }));
}

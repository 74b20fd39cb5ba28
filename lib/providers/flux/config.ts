import { z } from "zod";
import { csv, httpUrl, price, secret, wholeNumber } from "@/lib/config/fields";
import { defineProvider } from "@/lib/providers/provider";
import type { FluxConfig } from "./adapter";
import { CHEAPEST_FLUX } from "./models";
import { verifyFluxWebhook } from "./webhook";

/** FLUX of Black Forest Labs: tasks that are submitted, polled and fetched. */
export const flux = defineProvider({
  name: "flux",
  title: "FLUX",
  key: "BFL_API_KEY",
  preference: 10,
  variables: {
    BFL_API_KEY: secret.describe("Black Forest Labs: FLUX edits the picture."),
    BFL_MODEL: z
      .string()
      .describe(
        "Default: flux-2-pro. Others: flux-2-max, flux-2-flex, flux-2-klein-4b, flux-3-image, flux-kontext-pro, flux-kontext-max",
      ),
    BFL_BASE_URL: httpUrl.describe("Default: https://api.bfl.ai. In the EU only: https://api.eu.bfl.ai"),
    BFL_MAX_ACTIVE: wholeNumber
      .pipe(z.number().min(1))
      .describe("How many tasks may be open at BFL at once, all processes together. Default: 24, flux-kontext-max 6"),
    BFL_PRICE_USD: price.describe(
      "US dollars per edit, where your price is not the list price; used before the click and for the caps.",
    ),
    BFL_RESULT_HOSTS: csv
      .pipe(z.array(z.string().regex(/^[a-z0-9.-]+$/, "must list names of hosts, such as results.internal.example")))
      .describe(
        "Results are taken from any public host by https. Name here, separated by commas, hosts of your own network\n" +
          "that they may come from as well, such as a gateway's.",
      ),
    BFL_WEBHOOKS: z
      .enum(["on", "off"])
      .describe("on: BFL also calls PUBLIC_URL when a picture is ready. Only a hint; polling goes on. Default: off"),
  },
  readme: [
    {
      set: ["BFL_API_KEY", "BFL_MODEL"],
      gives: "FLUX of Black Forest Labs edits",
      insteadOf: "the local engine edits",
    },
  ],
  tuning: ["BFL_BASE_URL", "BFL_MAX_ACTIVE", "BFL_PRICE_USD", "BFL_RESULT_HOSTS", "BFL_WEBHOOKS"],
  read(env, { isSet, problems }): FluxConfig | null {
    if (env.BFL_WEBHOOKS === "on" && !isSet("PUBLIC_URL"))
      problems.push("BFL_WEBHOOKS=on needs PUBLIC_URL, the address that BFL calls back");
    if (env.BFL_API_KEY === undefined) return null;
    return {
      apiKey: env.BFL_API_KEY,
      baseUrl: env.BFL_BASE_URL ?? "https://api.bfl.ai",
      model: env.BFL_MODEL ?? "flux-2-pro",
      maxActive: env.BFL_MAX_ACTIVE ?? null,
      priceUsd: env.BFL_PRICE_USD ?? null,
      webhooks: env.BFL_WEBHOOKS === "on",
      resultHosts: env.BFL_RESULT_HOSTS ?? [],
    };
  },
  editor: {
    create: async (config, { pictures, log }) => {
      const { createFluxEditor } = await import("./adapter");
      const onUnknownStatus = (status: string): void =>
        log?.warn("FLUX has a status that is not known here", { status });
      return createFluxEditor({ ...config, tools: pictures, onUnknownStatus });
    },
    cheapest: (config) => ({ ...config, model: CHEAPEST_FLUX, priceUsd: null }),
    check: {
      subject: "FLUX",
      remedy: "Look at BFL_API_KEY (and BFL_BASE_URL, if it is set).",
      look: async (config, signal) => (await import("./check")).checkFlux(config, signal),
    },
    promptStyle: `
The editor is FLUX. It follows short imperative sentences that begin with a verb (change, remove, replace, add) and
name their object by its look, never by a pronoun. Where only one thing changes, it needs to be told in a closing clause
which neighbouring things are to remain.
`.trim(),
  },
  webhook: { verify: verifyFluxWebhook },
});

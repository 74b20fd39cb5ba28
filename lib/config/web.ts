import { z } from "zod";
import { csv, origin, wholeNumber } from "./fields";
import { defineSection } from "./section";

export type WebConfig = {
  appSecret: string | null;
  /** Origin under which people reach the app; null: the request's own. */
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  /** Seconds for which browsers come back by https alone; `null`: nothing is said of it. */
  hstsSeconds: number | null;
  /** Proxies in front of the app whose `X-Forwarded-For` entries are believed. */
  trustedProxies: number;
};

const HSTS_SECONDS = 180 * 24 * 3600;

/** How the app is reached, and by whom. */
export const webConfig = defineSection({
  variables: {
    APP_SECRET: z
      .string()
      .min(32, "must have at least 32 characters")
      .describe(
        "At least 32 characters (openssl rand -hex 32): the key of delete tokens and client hashes.\n" +
          "Made by itself in DATA_DIR when embedded; needed with DATABASE_URL.",
      ),
    PUBLIC_URL: origin.describe(
      "Origin under which people reach the app, e.g. https://mizual.example. Default: the request's own.",
    ),
    ALLOWED_ORIGINS: csv
      .pipe(z.array(origin))
      .describe("Other origins whose pages may call the API, separated by commas."),
    TRUSTED_PROXIES: wholeNumber.describe(
      "How many proxies in front of the app add to X-Forwarded-For. Their X-Forwarded-Host is believed too. Default: 0",
    ),
    HSTS: z
      .union([z.literal("off"), wholeNumber], 'must be "off" or a number of seconds')
      .describe(
        "Seconds for which a browser that came by https comes back by https alone, to this very host; 0 makes browsers\n" +
          "forget it, off says nothing. Default: 15552000 (180 days)",
      ),
  },
  readme: [
    {
      set: ["PUBLIC_URL"],
      gives: "the app's own address, behind whatever proxy",
      insteadOf: "what proxies and browsers say of it",
    },
    { set: ["ALLOWED_ORIGINS"], gives: "other websites may call the API", insteadOf: "same origin only" },
    {
      set: ["TRUSTED_PROXIES"],
      gives: "client addresses from behind that many proxies",
      insteadOf: "the socket's address",
    },
  ],
  tuning: ["HSTS"],
  read: (env): WebConfig => ({
    appSecret: env.APP_SECRET ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    hstsSeconds: env.HSTS === "off" ? null : (env.HSTS ?? HSTS_SECONDS),
    trustedProxies: env.TRUSTED_PROXIES ?? 0,
  }),
});

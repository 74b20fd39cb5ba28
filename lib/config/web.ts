import { z } from "zod";
import { csv, origin, wholeNumber } from "./fields";
import { defineSection } from "./section";

export type WebConfig = {
  appSecret: string | null;
  /** Origin under which people reach the app; null: the request's own. */
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  /** Proxies in front of the app whose `X-Forwarded-For` entries are believed. */
  trustedProxies: number;
};

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
    TRUSTED_PROXIES: wholeNumber.describe("How many proxies in front of the app add to X-Forwarded-For. Default: 0"),
  },
  readme: [
    {
      set: ["PUBLIC_URL"],
      gives: "absolute picture addresses from this origin",
      insteadOf: "the request's own origin",
    },
    { set: ["ALLOWED_ORIGINS"], gives: "other websites may call the API", insteadOf: "same origin only" },
    {
      set: ["TRUSTED_PROXIES"],
      gives: "client addresses from behind that many proxies",
      insteadOf: "the socket's address",
    },
  ],
  read: (env): WebConfig => ({
    appSecret: env.APP_SECRET ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? 0,
  }),
});

import { expect, test } from "vitest";
import { hideSecrets } from "./hide-secrets";

test("takes keys, tokens, secrets and the passwords of addresses out of a text", () => {
  const variables = {
    BFL_API_KEY: "bfl-0123456789",
    BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_a_b",
    APP_SECRET: "0123456789abcdef",
    INNGEST_SIGNING_KEY_FALLBACK: "older-key",
    DATABASE_URL: "postgres://user:p%40ss:w@rd@host.example:5432/db",
    REDIS_URL: "redis://:hunter2@host.example",
  };
  for (const secret of [...Object.values(variables).slice(0, 4), "p%40ss:w@rd", "p@ss:w@rd", "hunter2"])
    expect(hideSecrets(`Before ${secret} after`, variables)).toBe("Before … after");
});

test("leaves everything else", () => {
  const variables = {
    PUBLIC_URL: "https://mizual.example",
    S3_BUCKET_NAME: "pictures",
    BFL_API_KEY: "",
    HOME_KEY: "home",
  };
  const text = "https://mizual.example keeps pictures at home";
  expect(hideSecrets(text, variables)).toBe(text);
});

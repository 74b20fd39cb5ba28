import { expect, test } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { describeFakes } from "@/scripts/describe-fakes";
import { startFakes } from ".";
import { startFakeServer } from "./fake-server";

test("stand-ins for what Vercel offers: one environment turns them all on", async () => {
  const fakes = await startFakes({ fluxSeconds: [1, 2] });
  try {
    const env = parseEnv(fakes.env);
    expect(env).toMatchObject({
      images: { kind: "vercel", access: "private" },
      limits: { kind: "memory" },
      providers: { openai: null },
    });
    expect(env.editors).toEqual(["flux", "gemini"]);
    expect(new URL(fakes.env["NEXT_PUBLIC_VERCEL_BLOB_API_URL"] ?? "").hostname).toBe("localhost");
    expect([fakes.openai, fakes.s3, fakes.upstash]).toEqual([null, null, null]);
  } finally {
    await fakes.close();
  }
});

test("stand-ins for what one hosts oneself: S3, and OpenAI for the words", async () => {
  const fakes = await startFakes({ store: "s3", enhancer: "openai" });
  try {
    const env = parseEnv(fakes.env);
    expect(env).toMatchObject({ images: { kind: "s3" }, providers: { gemini: null }, editors: ["flux"] });
    expect(env.providers.openai?.baseUrl).toBe(`${fakes.openai?.url}/v1`);
  } finally {
    await fakes.close();
  }
});

test("a port that is taken ends it, and frees those that it had taken itself", async () => {
  const other = await startFakeServer(() => ({}));
  const taken = Number(new URL(other.url).port);
  await expect(startFakes({ firstPort: taken - 1 })).rejects.toMatchObject({ code: "EADDRINUSE" });
  const again = await startFakeServer(() => ({}), taken - 1);
  await Promise.all([again.close(), other.close()]);
});

test("the table for the terminal names each of them, and no key", async () => {
  const fakes = await startFakes();
  try {
    const table = describeFakes(fakes, { redisUrl: null, seconds: 7 });
    for (const fake of [fakes.bfl, fakes.gemini, fakes.blob]) expect(table).toContain(fake?.url);
    expect(table).toContain("7 seconds an edit");
    expect(table).toContain("in memory");
    for (const [name, value] of Object.entries(fakes.env))
      if (/(KEY|TOKEN)$/.test(name) && value !== "") expect(table).not.toContain(value);
  } finally {
    await fakes.close();
  }
});

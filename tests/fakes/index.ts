import { PROVIDERS } from "@/lib/providers/registry";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from "./bfl";
import { BLOB_FAKE, type BlobFake, startBlobFake } from "./blob";
import type { FakeServer } from "./fake-server";
import { GEMINI_FAKE_KEY, type GeminiFake, startGeminiFake } from "./gemini";
import { OPENAI_FAKE_KEY, startOpenAiFake } from "./openai";
import { S3_FAKE, type S3Fake, startS3Fake } from "./s3";
import { startUpstashFake, UPSTASH_FAKE_TOKEN } from "./upstash/upstash-fake";

export type FakesOptions = {
  /** Where pictures go: a product has one store. Default: Vercel Blob. */
  store?: "vercel" | "s3";
  /** The Redis behind Upstash, `redis://host:port`; `null` (default): no Upstash, limits stay in memory. */
  redisUrl?: string | null;
  /** Who enhances prompts. `openai`: there is no Gemini at all, so FLUX alone edits. Default: Gemini. */
  enhancer?: "gemini" | "openai";
  /** Seconds that a task of FLUX takes, at least and at most. Default: none. */
  fluxSeconds?: readonly [least: number, most: number];
  /** The first of the ports, one for each of {@link FAKE_PORTS}; 0 (default): those that are free. */
  firstPort?: number;
};

export type Fakes = {
  /**
   * What a server of the product needs to use them, and empty what would lead it to a real service of the
   * same kind. With `NEXT_PUBLIC_` variables, which count when the pages are built.
   */
  env: Record<string, string>;
  bfl: BflFake;
  gemini: GeminiFake | null;
  openai: FakeServer | null;
  blob: BlobFake | null;
  s3: S3Fake | null;
  upstash: FakeServer | null;
  /** Forgets requests, faults and what was stored, of all of them. */
  reset(): void;
  close(): Promise<void>;
};

/** Which of the ports from `firstPort` on is whose. */
const FAKE_PORTS = ["bfl", "gemini", "openai", "blob", "s3", "upstash"] as const;

/** Starts a stand-in for every hosted service, all that the product can use at once. */
export async function startFakes(options: FakesOptions = {}): Promise<Fakes> {
  const { store = "vercel", redisUrl = null, enhancer = "gemini", fluxSeconds, firstPort = 0 } = options;
  const port = (name: (typeof FAKE_PORTS)[number]): number =>
    firstPort === 0 ? 0 : firstPort + FAKE_PORTS.indexOf(name);
  const started: FakeServer[] = [];
  const start = async <T extends FakeServer>(wanted: boolean, fake: () => Promise<T>): Promise<T | null> => {
    if (!wanted) return null;
    const server = await fake();
    started.push(server);
    return server;
  };
  const close = async (): Promise<void> => {
    await Promise.all(started.map((fake) => fake.close()));
  };
  try {
    const bfl = await startBflFake({ port: port("bfl"), ...(fluxSeconds && { seconds: fluxSeconds }) });
    started.push(bfl);
    const gemini = await start(enhancer === "gemini", () => startGeminiFake({ port: port("gemini") }));
    const openai = await start(enhancer === "openai", () => startOpenAiFake({ port: port("openai") }));
    const blob = await start(store === "vercel", () => startBlobFake({ port: port("blob") }));
    const s3 = await start(store === "s3", () => startS3Fake({ port: port("s3") }));
    const upstash = await start(redisUrl !== null, () =>
      startUpstashFake({ redisUrl: redisUrl ?? "", port: port("upstash") }),
    );
    const servers = { bfl, gemini, openai, blob, s3, upstash };
    return { env: variablesFor(servers), ...servers, reset: () => started.forEach((fake) => fake.reset()), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function variablesFor({ bfl, gemini, openai, blob, s3, upstash }: Omit<Fakes, "env" | "reset" | "close">) {
  // Of a provider that has no stand-in here key and address are empty: a developer's own key is never used.
  const providers = PROVIDERS.flatMap(({ variables }) => Object.keys(variables)).filter((name) =>
    /_(API_KEY|BASE_URL)$/.test(name),
  );
  return {
    ...Object.fromEntries(providers.map((name) => [name, ""])),
    BFL_API_KEY: BFL_FAKE_KEY,
    BFL_BASE_URL: bfl.url,
    ...(gemini && { GEMINI_API_KEY: GEMINI_FAKE_KEY, GEMINI_BASE_URL: gemini.url }),
    ...(openai && { OPENAI_API_KEY: OPENAI_FAKE_KEY, OPENAI_BASE_URL: `${openai.url}/v1` }),
    BLOB_READ_WRITE_TOKEN: blob === null ? "" : BLOB_FAKE.token,
    BLOB_ACCESS: "",
    VERCEL_BLOB_API_URL: blob?.apiUrl ?? "",
    // Chrome streams uploads over HTTP/1 to localhost alone. Where there is no Blob, pages for any address will do.
    ...(blob && { NEXT_PUBLIC_VERCEL_BLOB_API_URL: blob.apiUrl.replace("127.0.0.1", "localhost") }),
    S3_ENDPOINT: s3?.url.replace("127.0.0.1", "localhost") ?? "",
    S3_BUCKET_NAME: s3 === null ? "" : S3_FAKE.bucket,
    S3_ACCESS_KEY: s3 === null ? "" : S3_FAKE.accessKey,
    S3_SECRET_KEY: s3 === null ? "" : S3_FAKE.secretKey,
    S3_REGION: s3 === null ? "" : S3_FAKE.region,
    UPSTASH_REDIS_REST_URL: upstash?.url ?? "",
    UPSTASH_REDIS_REST_TOKEN: upstash === null ? "" : UPSTASH_FAKE_TOKEN,
    KV_REST_API_URL: "",
    KV_REST_API_TOKEN: "",
    REDIS_URL: "",
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { connectToRedis } from "./redis-connection";

const USUAL = "redis://127.0.0.1:6379";
const PATIENCE_MS = 1_000;

/** The Redis of `REDIS_URL` or `TEST_REDIS_URL`, else the usual one of this machine; `null` when it does not answer. */
export async function answeringRedis(): Promise<string | null> {
  const url = [process.env["REDIS_URL"], process.env["TEST_REDIS_URL"]].find(Boolean) ?? USUAL;
  const ping = async (): Promise<boolean> => {
    const redis = await connectToRedis(url);
    try {
      return (await redis.send(["PING"])).kind === "status";
    } finally {
      redis.close();
    }
  };
  const answers = await Promise.race([ping(), sleep(PATIENCE_MS, false)]).catch(() => false);
  return answers ? url : null;
}

import type { Page } from "@playwright/test";

/** Lets uploads leave at 200 KB/s until the answer is called. */
export async function slowUploads(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const conditions = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { ...conditions, uploadThroughput: 200_000 });
  return async () => {
    await session.send("Network.emulateNetworkConditions", { ...conditions, uploadThroughput: -1 });
    await session.detach();
  };
}

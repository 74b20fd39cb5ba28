import type { InngestServer } from "./config";

const CLOUD = { events: "https://inn.gs", api: "https://api.inngest.com" };
const DEV = "http://localhost:8288";

/** Where the server takes events and answers questions. */
function addressesOf(server: InngestServer): { events: string; api: string } {
  if (server.baseUrl === null && server.kind === "server") return CLOUD;
  const base = (server.baseUrl ?? DEV).replace(/\/+$/, "");
  return { events: base, api: base };
}

/**
 * Resolves when the Inngest server answers at all; costs nothing and leaves no trace there.
 * @throws {Error} with a sentence without address or key.
 */
export async function checkInngest(server: InngestServer, signal: AbortSignal): Promise<void> {
  await ask(`${addressesOf(server).events}/health`, {}, signal);
}

/**
 * Tries both keys, which the dev server does not have: an event that no function listens to, and a
 * question for the latest event.
 * @throws {Error} with a sentence for the operator, without address or key.
 */
export async function checkInngestKeys(server: InngestServer, signal: AbortSignal): Promise<void> {
  await checkInngest(server, signal);
  if (server.kind === "dev") return;
  const { events, api } = addressesOf(server);
  const event = JSON.stringify([{ name: "mizual/doctor", data: {} }]);
  const sent = await ask(
    `${events}/e/${encodeURIComponent(server.eventKey)}`,
    { method: "POST", headers: { "content-type": "application/json" }, body: event },
    signal,
  );
  if (sent !== 200) throw new Error("Inngest does not accept the event key");
  const headers = { authorization: `Bearer ${server.signingKey}` };
  const asked = await ask(`${api}/v1/events?limit=1`, { headers }, signal);
  if (asked === 401 || asked === 403) throw new Error("Inngest does not accept the signing key");
}

/** Status of an answer that is no outage. */
async function ask(url: string, init: RequestInit, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { ...init, redirect: "manual", signal }).catch((cause: unknown) => {
    throw new Error(signal.aborted ? "Inngest did not answer in time" : "Inngest cannot be reached", { cause });
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`Inngest answered ${response.status}`);
  return response.status;
}

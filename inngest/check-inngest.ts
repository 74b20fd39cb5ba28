import { randomUUID } from "node:crypto";
import { z } from "zod";
import { sleep } from "@/lib/async";
import { APP_ID, configuredOrigin, FUNCTION_IDS } from "./app";
import type { InngestServer } from "./config";
import type { editHinted } from "./events";

/** Its name alone: the doctor's part of the app does not load the SDK for it. */
const HINTED: (typeof editHinted)["name"] = "edit/hinted";

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

const registeredFunction = z.looseObject({
  Slug: z.string().optional(),
  slug: z.string().optional(),
  Config: z.string().optional(),
  config: z.string().optional(),
});
const registeredFunctions = z.union([
  z.array(registeredFunction),
  z.object({ data: z.array(registeredFunction) }).transform(({ data }) => data),
]);

/** What a server says of the app: ids of its functions, and the host at which it calls them. `null`: it does not say. */
type Registered = { ids: string[]; host: string | null } | null;

async function findRegistered(server: InngestServer, signal: AbortSignal): Promise<Registered> {
  const { api } = addressesOf(server);
  const headers: Record<string, string> = server.kind === "dev" ? {} : { authorization: `Bearer ${server.signingKey}` };
  const answer = await fetch(`${api}/v1/apps/${APP_ID}/functions`, { headers, redirect: "manual", signal });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.status === 401 || answer.status === 403) throw new Error("Inngest does not accept the signing key");
  // Of an app that it has never heard of, a server says `null`.
  const functions = registeredFunctions.safeParse(body ?? []);
  if (!answer.ok || body === undefined || !functions.success) return null;
  const configs = functions.data.map(({ Config, config }) => Config ?? config ?? "");
  const [, address] = /(https?:\/\/[^"?\\\s]+)/.exec(configs.join(" ")) ?? [];
  return {
    ids: functions.data.flatMap(({ Slug, slug }) => Slug ?? slug ?? []),
    host: address !== undefined && URL.canParse(address) ? hostOf(address) : null,
  };
}

/** Servers write every name of this machine in one way. */
const hostOf = (address: string): string =>
  new URL(address).host.replace(/^(127\.0\.0\.1|0\.0\.0\.0|\[::1\])/, "localhost");

/** What is wrong with what the server knows of the app: `missing` functions, or functions that it calls `elsewhere`. */
export class RegistrationError extends Error {
  override readonly name = "RegistrationError";
  constructor(
    readonly kind: "missing" | "elsewhere",
    message: string,
  ) {
    super(message);
  }
}

/**
 * Asks the server which functions of the app it knows, and where it calls them.
 * @returns how many there are; `null` where it does not say.
 * @throws {Error} with a sentence for the operator: a {@link RegistrationError}, or that a key is not accepted.
 */
export async function checkRegistration(
  server: InngestServer,
  publicUrl: string | null,
  signal: AbortSignal,
): Promise<number | null> {
  const registered = await findRegistered(server, signal);
  if (registered === null) return null;
  const missing = FUNCTION_IDS.filter((id) => !registered.ids.includes(id));
  if (missing.length === FUNCTION_IDS.length)
    throw new RegistrationError("missing", `Inngest knows no function of ${APP_ID}: no run begins`);
  if (missing.length > 0) throw new RegistrationError("missing", `Inngest does not know ${missing.join(", ")}`);
  const own = configuredOrigin(server, publicUrl);
  if (own !== null && registered.host !== null && registered.host !== hostOf(own))
    throw new RegistrationError(
      "elsewhere",
      `Inngest calls ${APP_ID} at ${registered.host} and not at ${hostOf(own)}: another app has the same name there`,
    );
  return FUNCTION_IDS.length;
}

const runsSchema = z.object({ data: z.array(z.object({ status: z.string() })) });

/**
 * Has one run carried out that finds nothing to do (a hint about an edit that there is not), and answers how it ended;
 * `no run` when none came about in time.
 * @throws {Error} with a sentence for the operator, without address or key.
 */
export async function runRoundTrip(server: InngestServer, signal: AbortSignal): Promise<string> {
  const { events, api } = addressesOf(server);
  const key = server.kind === "dev" ? "dev" : server.eventKey;
  const sent = await fetch(`${events}/e/${encodeURIComponent(key)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ name: HINTED, data: { editId: randomUUID() } }]),
    redirect: "manual",
    signal,
  });
  const ids = z.object({ ids: z.array(z.string()).min(1) }).safeParse(await sent.json().catch(() => null));
  const [id] = ids.data?.ids ?? [];
  if (id === undefined) throw new Error("Inngest did not take the event");
  const headers: Record<string, string> = server.kind === "dev" ? {} : { authorization: `Bearer ${server.signingKey}` };
  while (!signal.aborted) {
    await sleep(500, signal);
    const asked: unknown = await fetch(`${api}/v1/events/${encodeURIComponent(id)}/runs`, {
      headers,
      redirect: "manual",
      signal,
    })
      .then((response) => response.json())
      .catch(() => null);
    const [run] = runsSchema.safeParse(asked).data?.data ?? [];
    if (run !== undefined && run.status !== "Running" && run.status !== "Queued") return run.status;
  }
  return "no run";
}

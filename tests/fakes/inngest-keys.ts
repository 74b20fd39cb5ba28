import { FUNCTION_IDS } from "@/inngest/app";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "./fake-server";

/** The keys that the fake takes, by their variables. */
export const INNGEST_KEYS_FAKE = {
  INNGEST_EVENT_KEY: "inngest-fake-event-key-marker",
  INNGEST_SIGNING_KEY: "signkey-test-0123456789abcdef0123456789abcdef",
} as const;

/** An Inngest server as far as one asks whether it is there and takes one's keys; it runs nothing. */
export function startInngestKeysFake({ port = 0 }: { port?: number } = {}): Promise<FakeServer> {
  return startFakeServer(answer, port);
}

function answer({ method, path, headers, body }: RecordedRequest): FakeAnswer {
  if (path === "/health") return { body: { status: 200, message: "OK" } };
  if (method === "POST" && path.startsWith("/e/")) {
    if (path !== `/e/${INNGEST_KEYS_FAKE.INNGEST_EVENT_KEY}`)
      return { status: 401, body: { error: "Event key not found", status: 401 } };
    const events = JSON.parse(body.toString("utf8")) as unknown[];
    return { body: { ids: events.map((_event, index) => `01FAKE${index}`), status: 200 } };
  }
  if (method === "GET" && path === "/v1/events") {
    if (headers["authorization"] !== `Bearer ${INNGEST_KEYS_FAKE.INNGEST_SIGNING_KEY}`)
      return { status: 401, body: { error: "Authentication failed", status: 401 } };
    return { body: { data: [] } };
  }
  if (method === "GET" && path === "/v1/apps/mizual/functions") return { body: FUNCTION_IDS.map(asKnown) };
  return { status: 404, body: { error: "Not found", status: 404 } };
}

/** A function of the app as the server lists it, called where compose.yaml has the app. */
const asKnown = (id: string) => ({
  Slug: id,
  Config: JSON.stringify({ steps: [{ uri: `http://app:3000/api/inngest?fnId=${id}&step=step` }] }),
});

import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { checkBody } from "./check-body";
import { sizeOfResult } from "./edit-picture";
import { type FakeModel, MODELS } from "./models";
import { creditsFor, megapixels, pricing } from "./pricing";
import { createSamples } from "./samples";
import { NOT_AUTHENTICATED, REFUSALS, RESULT_HOSTS, scenarioIn, TOO_MANY } from "./scenarios";
import { createTasks, type FakeTask } from "./tasks";
import { createWebhooks, type SecretForm, type WebhookCall } from "./webhooks";

/** The one key that the fake takes. */
export const BFL_FAKE_KEY = "bfl-fake-key-0123456789-marker";

const ACCOUNT_ACTIVE = 24;
const POLL_PATH = "/cluster-eu9/v1/get_result";

type Options = {
  /** Of the API; polls and results have ports of their own. */
  port?: number;
  /** How long a task takes, at least and at most. */
  seconds?: readonly [least: number, most: number];
  /** How long the address of a result lives; 10 minutes at the service. */
  ttlSeconds?: number;
  /** Tasks open at once; 24 at the service (and 6 of `flux-kontext-max`, always). */
  maxActive?: number;
  webhookSecret?: SecretForm;
  /** A submit with a webhook is answered without a polling address, as one of the documents has it. */
  webhookAnswer?: boolean;
  /** Pauses before a callback that failed is made again. */
  webhookRetryMs?: readonly number[];
};

export type BflFake = FakeServer & {
  /** Where tasks are polled, and where results lie. */
  readonly cluster: FakeServer;
  readonly delivery: FakeServer;
  /** The tasks that were taken, each of which would cost money. */
  paidTasks(): FakeTask[];
  /** How many tasks are open, and the most that were open at once. */
  active(): number;
  mostActive(): number;
  /** How often a task was turned away because too many were open. */
  turnedAway(): number;
  /** Callbacks so far. */
  webhookCalls(): WebhookCall[];
  /** Moves the service's clock: tasks end, addresses of results expire. */
  advance(seconds: number): void;
};

/**
 * The API of Black Forest Labs as far as it is documented: key, bodies, pictures and number of open
 * tasks as strict as there; polled on another host than the API's, results on a third. Pictures are
 * really edited. `flux:<name>` in the words of a request asks for what goes wrong with it (see
 * `scenarios.ts` and `samples.ts`); `.fail()` of one of the three hosts for what goes wrong before.
 */
export async function startBflFake(options: Options = {}): Promise<BflFake> {
  const { port = 0, seconds: [least, most] = [0, 0], ttlSeconds = 600, maxActive = ACCOUNT_ACTIVE } = options;
  let skewMs = 0;
  let turnedAway = 0;
  const refusedOnce = new Set<string>();
  const now = (): number => Date.now() + skewMs;
  const tasks = createTasks(now, () => (least + Math.random() * (most - least)) * 1000);
  const samples = createSamples(tasks, now, ttlSeconds);
  const webhooks = createWebhooks(options.webhookSecret ?? "verbatim", options.webhookRetryMs);

  const pollAnswer = (task: FakeTask): Record<string, unknown> => {
    const { status, progress, details } = tasks.statusOf(task);
    const sample = (RESULT_HOSTS[task.scenario] ?? delivery.url) + samples.sign(task);
    const result = {
      sample,
      seed: 42,
      prompt: task.prompt,
      start_time: task.startedAt / 1000,
      end_time: task.endsAt / 1000,
      duration: (task.endsAt - task.startedAt) / 1000,
    };
    const ready = status === "Ready" && task.scenario !== "no-sample";
    return { id: task.id, status, result: ready ? result : null, progress, details, preview: null };
  };
  const poll = ({ method, headers, query }: RecordedRequest, onCluster: boolean): FakeAnswer => {
    if (method !== "GET") return { status: 405, body: { detail: "Method Not Allowed" } };
    if (headers["x-key"] !== BFL_FAKE_KEY) return NOT_AUTHENTICATED;
    const id = query.get("id") ?? "";
    const task = tasks.find(id);
    if (task === null || hasAddress(task, options) !== onCluster)
      return { body: { id, status: "Task not found", result: null, progress: null, details: null, preview: null } };
    task.polls += 1;
    const body = pollAnswer(task);
    return { status: task.scenario.startsWith("task-not-found-404") && body["status"] !== "Ready" ? 404 : 200, body };
  };

  const submit = async (name: string, model: FakeModel, request: RecordedRequest): Promise<FakeAnswer> => {
    const checked = await checkBody(model, request.body);
    if (!("pictures" in checked)) return checked;
    const { prompt: words } = checked;
    const scenario = scenarioIn(words);
    const refusal = REFUSALS[scenario];
    if (refusal !== undefined && !(scenario.endsWith("-once") && refusedOnce.has(words))) {
      refusedOnce.add(words);
      return refusal;
    }
    if (tasks.open() >= maxActive || (model.maxActive !== null && tasks.open(name) >= model.maxActive)) {
      turnedAway += 1;
      return TOO_MANY;
    }
    const task = tasks.accept(name, checked);
    const { webhook_url: callback, webhook_secret: secret } = checked.body;
    if (typeof callback === "string")
      webhooks.schedule(task.endsAt - task.startedAt, callback, typeof secret === "string" ? secret : null, () =>
        pollAnswer(task),
      );
    if (scenario === "hang-after") return new Promise(() => {});
    if (scenario === "500-after") return REFUSALS["500"] ?? {};
    if (scenario === "submit-html") return { headers: { "content-type": "text/html" }, body: "<html></html>" };
    if (scenario === "submit-strange") return { body: { task: task.id } };
    const size = sizeOfResult(model, checked);
    const input = Object.values(checked.pictures).reduce((sum, picture) => sum + megapixels(picture), 0);
    const paid = { cost: creditsFor(model, input, megapixels(size)), input_mp: input, output_mp: megapixels(size) };
    const costs = scenario === "no-cost" ? { cost: null, input_mp: null, output_mp: null } : paid;
    if (!hasAddress(task, options))
      return typeof callback === "string"
        ? { body: { id: task.id, status: "Pending", webhook_url: callback, ...costs } }
        : { body: { id: task.id, ...costs } };
    const address =
      scenario === "evil-polling-url" ? "https://bfl.ai.evil.example/v1/get_result" : cluster.url + POLL_PATH;
    return { body: { id: task.id, polling_url: `${address}?id=${task.id}`, ...costs } };
  };

  const answer = async (request: RecordedRequest): Promise<FakeAnswer> => {
    const { method, path, headers } = request;
    if (path === "/v1/get_result") return poll(request, false);
    const name = path.startsWith("/v1/") ? path.slice(4) : "";
    const model = MODELS[name];
    const known = model !== undefined || name === "credits" || name === "pricing";
    if (!known) return { status: 404, body: { detail: "Not Found" } };
    if (method !== (name === "credits" ? "GET" : "POST"))
      return { status: 405, body: { detail: "Method Not Allowed" } };
    if (headers["x-key"] !== BFL_FAKE_KEY) return NOT_AUTHENTICATED;
    if (name === "credits") return { body: { credits: 1234.5 } };
    if (!(headers["content-type"] ?? "").startsWith("application/json"))
      return { status: 415, body: { detail: "Unsupported Media Type" } };
    return model === undefined ? pricing(request.body) : submit(name, model, request);
  };

  const api = await startFakeServer(answer, port);
  const cluster = await startFakeServer((request) =>
    request.path === POLL_PATH ? poll(request, true) : { status: 404, body: { detail: "Not Found" } },
  );
  const delivery = await startFakeServer((request) => samples.deliver(request, BFL_FAKE_KEY));
  const servers = [api, cluster, delivery];
  const standing = (): void => {
    for (const kind of ["reset", "reset-after", "hang"] as const)
      api.fail({ kind, times: Infinity, when: ({ body }) => scenarioIn(body.toString("latin1", 0, 100_000)) === kind });
  };
  standing();

  return {
    ...api,
    cluster,
    delivery,
    paidTasks: () => tasks.all(),
    active: () => tasks.open(),
    mostActive: () => tasks.mostOpen(),
    turnedAway: () => turnedAway,
    webhookCalls: () => webhooks.calls,
    advance: (seconds) => void (skewMs += seconds * 1000),
    reset: () => {
      for (const server of servers) server.reset();
      tasks.forget();
      samples.forget();
      webhooks.forget();
      refusedOnce.clear();
      skewMs = 0;
      turnedAway = 0;
      standing();
    },
    close: async () => {
      webhooks.stop();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Whether a submit is answered with a polling address; one without is polled at the API itself. */
function hasAddress({ scenario, checked }: FakeTask, { webhookAnswer = false }: Options): boolean {
  if (scenario === "no-polling-url") return false;
  return !(webhookAnswer && typeof checked.body["webhook_url"] === "string");
}

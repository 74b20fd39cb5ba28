import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "@/tests/journeys/server";
import { testPicture } from "@/tests/test-picture";
import { startFlakyFront } from "./flaky-front";
import { type Hosted, hostedMissing, startHosted } from "./start-hosted";

/** Edits in all; HOSTED_EDITS asks for more. */
const EDITS = Number(process.env["HOSTED_EDITS"] ?? 100);
const AT_ONCE = 8;

/** A provider at 92.3 %: half of the refusals by 429, half by a connection that is not taken. */
const REFUSED = 0.077;

const reason = hostedMissing();

describe.skipIf(reason !== null)(`${EDITS} edits on everything hosted${reason === null ? "" : ` (${reason})`}`, () => {
  let hosted: Hosted;
  let server: RunningServer;
  let front: Awaited<ReturnType<typeof startFlakyFront>>;

  beforeAll(async () => {
    hosted = await startHosted("vercel", { fluxSeconds: [0.2, 1] });
    front = await startFlakyFront({ port: Number(new URL(hosted.fakes.bfl.url).port) }, REFUSED / 2);
    const env = { ...hosted.env, IMAGE_EDITOR: "flux", BFL_BASE_URL: `http://127.0.0.1:${front.port}` };
    server = await startServer({ env });
  }, 300_000);
  afterAll(async () => {
    await server?.discard();
    await front?.close();
    await hosted?.close();
  });

  test(
    "complete although one submit in thirteen is refused, and each is paid for once",
    async () => {
      const { bfl } = hosted.fakes;
      const random = seeded(7);
      const isSubmit = (path: string): boolean => path === "/v1/flux-2-pro";
      bfl.fail({
        kind: "answer",
        times: Infinity,
        when: ({ path }) => isSubmit(path) && random() < REFUSED / 2,
        answer: { status: 429, body: { detail: "Too many active tasks" } },
      });
      const picture = new Uint8Array(await testPicture());
      const submit = async (): Promise<string> => {
        const form = new FormData();
        form.set("prompt", "make it warmer");
        form.set("enhance", "off");
        form.set("image", new Blob([picture]));
        const response = await fetch(`${server.url}/edit-image/`, { method: "POST", body: form });
        const body = (await response.json()) as { edit_id?: string };
        if (response.status !== 200 || body.edit_id === undefined) throw new Error(JSON.stringify(body));
        return body.edit_id;
      };
      const ids: string[] = [];
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (ids.length < EDITS) ids.push(await submit());
        }),
      );

      const ends = new Map<string, number>();
      await inTurns(ids, async (id) => {
        const { status, error_code: code } = await ended(`${server.url}/edit/${id}`);
        const end = code ?? status;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      });

      const submits = bfl.requests.filter(({ path }) => isSubmit(path)).length;
      const completed = ends.get("completed") ?? 0;
      const refused = submits - bfl.paidTasks().length;
      process.stdout.write(
        `${ids.length} edits: ${JSON.stringify(Object.fromEntries(ends))}; ${submits} submits arrived, ` +
          `${refused} refused by 429, ${bfl.paidTasks().length} taken\n`,
      );
      expect(completed / ids.length).toBeGreaterThanOrEqual(0.994);
      expect(bfl.paidTasks().length).toBe(completed);
      expect(bfl.mostActive()).toBeLessThanOrEqual(24);
      expect(bfl.turnedAway()).toBe(0);
      expect(refused).toBeGreaterThan(0);
    },
    120_000 + EDITS * 3_000,
  );
});

type End = { status: string; error_code: string | null; is_complete: boolean; is_error: boolean };

async function ended(address: string): Promise<End> {
  for (;;) {
    const edit = (await (await fetch(address)).json()) as End;
    if (edit.is_complete || edit.is_error) return edit;
    await sleep(500);
  }
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
    }),
  );
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

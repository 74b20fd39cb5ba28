import { randomUUID } from "node:crypto";
import type { CheckedBody } from "./check-body";
import { editPicture } from "./edit-picture";
import { MODELS } from "./models";
import { ENDS, scenarioIn, transientIn } from "./scenarios";

export type FakeTask = {
  readonly id: string;
  /** Path below `/v1/`. */
  readonly model: string;
  readonly prompt: string;
  readonly scenario: string;
  /** Milliseconds by the fake's clock. */
  readonly startedAt: number;
  readonly endsAt: number;
  readonly checked: CheckedBody;
  polls: number;
  result: Promise<{ bytes: Buffer; contentType: string }> | null;
};

/** What the service keeps of the tasks that it took. */
export type FakeTasks = ReturnType<typeof createTasks>;

/**
 * @param now the service's clock, in milliseconds.
 * @param lasts milliseconds that the next task takes.
 */
export function createTasks(now: () => number, lasts: () => number) {
  const tasks = new Map<string, FakeTask>();
  let most = 0;

  const isOpen = (task: FakeTask): boolean => task.scenario === "pending" || now() < task.endsAt;
  const open = (model?: string): number =>
    [...tasks.values()].filter((task) => (model === undefined || task.model === model) && isOpen(task)).length;

  return {
    open,
    all: (): FakeTask[] => [...tasks.values()],
    find: (id: string): FakeTask | null => tasks.get(id) ?? null,
    mostOpen: (): number => most,
    forget: (): void => {
      tasks.clear();
      most = 0;
    },
    accept: (model: string, checked: CheckedBody): FakeTask => {
      const { prompt } = checked;
      const startedAt = now();
      const task: FakeTask = {
        id: randomUUID(),
        model,
        prompt,
        scenario: scenarioIn(prompt),
        startedAt,
        endsAt: startedAt + lasts(),
        checked,
        polls: 0,
        result: null,
      };
      tasks.set(task.id, task);
      most = Math.max(most, open());
      return task;
    },
    /** Where the task is now: `Pending` → `Reasoning` → `Generating` → its end. */
    statusOf: (task: FakeTask): { status: string; progress: number | null; details: unknown } => {
      const share = Math.min(1, (now() - task.startedAt) / Math.max(1, task.endsAt - task.startedAt));
      const transient = transientIn(task.scenario, task.polls);
      if (transient !== null) return { progress: null, ...transient };
      if (task.scenario === "pending") return { status: "Pending", progress: null, details: null };
      if (isOpen(task)) {
        const unknown = task.scenario === "unknown-status" ? "Foo" : null;
        const status = unknown ?? (share < 0.2 ? "Pending" : share < 0.4 ? "Reasoning" : "Generating");
        return { status, progress: status === "Pending" ? null : Math.round(share * 100) / 100, details: null };
      }
      // A name that nobody knows, at least once however short the task is.
      if (task.scenario === "unknown-status" && task.polls <= 1)
        return { status: "Foo", progress: null, details: null };
      return { progress: null, ...(ENDS[task.scenario] ?? { status: "Ready", details: null }) };
    },
    resultOf: (task: FakeTask): NonNullable<FakeTask["result"]> => {
      const model = MODELS[task.model];
      if (model === undefined) throw new Error("a task of no model");
      task.result ??= editPicture(model, task.checked);
      return task.result;
    },
  };
}

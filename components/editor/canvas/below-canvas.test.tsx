import { render, screen } from "@testing-library/react";
import { createRef } from "react";
import { describe, expect, it } from "vitest";
import type { EditNode } from "@/lib/edits/schema";
import type { Sending } from "../hooks/use-submission";
import { testEdit, testOffer } from "../test-edit";
import type { WorkspaceProps } from "../workspace-props";
import { BelowCanvas } from "./below-canvas";

const nothing = () => {};
const soon = async () => {};

const BASE: WorkspaceProps = {
  versions: [],
  current: null,
  isGone: false,
  isOwner: true,
  draft: null,
  sources: new Map(),
  sourceName: "meadow.jpg",
  sending: null,
  sendingElsewhere: false,
  path: "/",
  compare: false,
  prompt: "",
  improve: true,
  offers: { editors: [testOffer("flux", "FLUX", 0.045)], budget: null, settled: true },
  engine: null,
  checkedAt: new Map(),
  refusal: null,
  retentionDays: 30,
  input: createRef(),
  onPrompt: nothing,
  onImprove: nothing,
  onEngine: nothing,
  onSubmit: nothing,
  onResubmit: nothing,
  onStop: nothing,
  onRetry: soon,
  onCheck: soon,
  onCancel: soon,
  onDelete: soon,
  onFeedback: nothing,
  onStartAnew: nothing,
  onRemoveDraft: nothing,
  onPixels: nothing,
};

const show = (props: Partial<WorkspaceProps>, running = false) =>
  render(
    <BelowCanvas
      {...BASE}
      {...props}
      version={1}
      running={running}
      held={false}
      onHold={nothing}
      onCompare={nothing}
    />,
  );
const card = () => screen.getByRole("region", { name: "Progress" }).textContent;
const bar = () => Number(screen.getByRole("progressbar").getAttribute("aria-valuenow"));

const sendingOf = (bytes: number, share: number): Sending => ({
  intent: {
    prompt: "make it blue",
    enhance: "auto",
    editor: null,
    path: "/",
    source: { picture: { file: new File([new Uint8Array(bytes)], "a.jpg"), name: "a.jpg", url: "blob:a" } },
  },
  key: "k",
  startedAt: Date.now(),
  share,
  failure: null,
});

const runningEdit = (change: Partial<EditNode> = {}) =>
  testEdit({
    status: "processing_image",
    message: "Processing your edit...",
    progress_percent: 60,
    editor: "flux",
    editor_label: "FLUX",
    usual_seconds: 12,
    ...change,
  });

describe("BelowCanvas", () => {
  it("shows how much of a large picture has left, and that the tab is needed until all has", () => {
    show({ sending: sendingOf(6 * 1024 * 1024, 0.5) });
    expect(card()).toContain("Sending your picture… 50%");
    expect(card()).toContain("3.0 MB of 6.0 MB");
    expect(card()).toContain("Please keep this tab open until your picture is sent.");
    expect(bar()).toBe(5);
  });

  it("still needs the tab while a large picture is handed over", () => {
    show({ sending: sendingOf(6 * 1024 * 1024, 1) });
    expect(card()).toContain("Handing over your edit…");
    expect(card()).toContain("Please keep this tab open until your picture is sent.");
    expect(bar()).toBe(10);
  });

  it("makes no fuss of a small picture", () => {
    show({ sending: sendingOf(1000, 0.5) });
    expect(card()).toContain("Sending your picture… 50%");
    expect(card()).not.toMatch(/MB|tab/);
  });

  it("says who works on an edit and what is usual", () => {
    show({ current: runningEdit() }, true);
    expect(card()).toContain("FLUX · 0 s · usually about 12 s");
    expect(bar()).toBeGreaterThanOrEqual(60);
  });

  it("shows how far the engine says it is, and guesses nothing on top of that", () => {
    const begun = new Date(Date.now() - 60_000).toISOString();
    show({ current: runningEdit({ progress_percent: 71, created_at: begun, stage_started_at: begun }) }, true);
    expect(bar()).toBe(71);
  });

  it("says that it asks again, for which the usual time of an edit means nothing", () => {
    const edit = runningEdit({ created_at: "2026-11-25T10:00:00Z" });
    show({ current: edit, checkedAt: new Map([[edit.uuid, Date.now()]]) }, true);
    expect(card()).toContain("Asking the image service again…");
    expect(card()).toContain("FLUX · 0 s");
    expect(card()).not.toContain("usual");
  });
});

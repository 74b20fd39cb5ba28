import sharp from "sharp";
import type { ImageEditor, Picture, PollResult, Submission, SubmitRequest } from "@/lib/providers/port";

type Script = {
  id?: string;
  label?: string;
  /** True when repeating a submit costs nothing. */
  free?: boolean;
  maxActive?: number;
  maxMegapixels?: number;
  usualSeconds?: number;
  submit?: (request: SubmitRequest, signal: AbortSignal) => Promise<Submission>;
  poll?: (pollingUrl: string) => Promise<PollResult>;
  fetch?: () => Promise<Picture>;
};

export type ScriptedEditor = ImageEditor & { calls: { submit: number; poll: number; fetch: number } };

/** An editor that costs money and works in three calls, told by each test how to behave; counts its calls. */
export function createScriptedEditor(script: Script = {}): ScriptedEditor {
  const calls = { submit: 0, poll: 0, fetch: 0 };
  return {
    id: script.id ?? "scripted",
    label: script.label ?? "Scripted editor",
    free: script.free ?? false,
    capabilities: {
      mask: false,
      references: 0,
      maxMegapixels: script.maxMegapixels ?? null,
      aspectRatios: false,
      seed: false,
      fullResolution: false,
      priceUsd: script.free === true ? 0 : 0.04,
      fullPriceUsd: script.free === true ? 0 : 0.1,
      usualSeconds: script.usualSeconds ?? 7,
    },
    maxActive: script.maxActive ?? null,
    quote: async () => ({ usd: 0.04, estimated: true }),
    calls,
    submit: async (request, signal) => {
      calls.submit += 1;
      if (script.submit !== undefined) return script.submit(request, signal);
      return {
        state: "accepted",
        providerId: "task-1",
        pollingUrl: "https://provider.invalid/poll/1",
        model: "scripted-1",
        cost: { usd: 0.04, estimated: false },
      };
    },
    poll: async (pollingUrl) => {
      calls.poll += 1;
      return script.poll === undefined
        ? { state: "ready", resultUrl: "https://provider.invalid/result/1", cost: null }
        : script.poll(pollingUrl);
    },
    fetch: async () => {
      calls.fetch += 1;
      return script.fetch === undefined ? scriptedPicture() : script.fetch();
    },
  };
}

/** The small picture that a scripted editor makes of everything. */
export async function scriptedPicture(): Promise<Picture> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#3366cc" } })
    .png()
    .toBuffer();
  return { bytes, contentType: "image/png" };
}

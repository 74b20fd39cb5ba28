import type { EditorName, Env } from "@/lib/config/env";
import type { probes } from "@/lib/services";
import { type Examination, known, ok, Unwell } from "./finding";

type Looks = Pick<typeof probes, "checkFlux" | "checkGemini">;

/** The editors, the preferred one first, and one that has a key and is not among them. */
export function examineEditor(env: Env, looks: Looks): Examination[] {
  const unused =
    env.bfl === null || env.editors.includes("flux")
      ? []
      : [known("not used", "BFL_API_KEY is set, but IMAGE_EDITOR does not name flux.")];
  return [...env.editors.flatMap((name) => examinationOf(name, env, looks)), ...unused];
}

function examinationOf(name: EditorName, { bfl, gemini }: Env, { checkFlux, checkGemini }: Looks): Examination[] {
  if (name === "local") {
    const found = "The local engine, in the server's own process; nothing to check.";
    return bfl === null && gemini === null
      ? [known("not set", found, "BFL_API_KEY turns FLUX on, GEMINI_API_KEY Gemini.")]
      : [known("ok", found)];
  }
  if (name === "flux" && bfl !== null)
    return [
      {
        subject: "FLUX",
        remedy: "Look at BFL_API_KEY (and BFL_BASE_URL, if it is set).",
        look: async (signal) => {
          const { credits } = await checkFlux(bfl, signal);
          if (credits <= 0) throw new Unwell("no credits are left at Black Forest Labs, so it refuses every edit");
          const dollars = (credits / 100).toFixed(2);
          return ok(`FLUX (${bfl.model}) takes the key; ${credits} credits are left, worth ${dollars} US dollars.`);
        },
      },
    ];
  if (name === "gemini" && gemini !== null)
    return [
      {
        subject: "Gemini",
        remedy: "Look at GEMINI_API_KEY and GEMINI_IMAGE_MODEL (and GEMINI_BASE_URL, if it is set).",
        look: async (signal) => {
          const { model } = await checkGemini({ ...gemini, model: gemini.imageModel }, signal);
          return ok(`Gemini takes the key and has the model ${model}.`);
        },
      },
    ];
  return [];
}

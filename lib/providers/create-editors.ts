import type { EditorName, Env } from "@/lib/config/env";
import type { Log } from "@/lib/log";
import { createLocalEditor } from "@/lib/providers/local/adapter";
import { createFluxEditor } from "./flux/adapter";
import { createGeminiEditor } from "./gemini/editor";
import type { ImageEditor } from "./port";
import type { PictureTools } from "./picture-tools";

/**
 * The editors that the environment asks for, in order of preference; never empty.
 * @param tools what hosted editors need done to pictures.
 * @param log for what they meet and go on with.
 */
export function createImageEditors(
  env: Env,
  tools: PictureTools,
  log: Pick<Log, "warn"> | null = null,
): readonly ImageEditor[] {
  const create: Record<EditorName, () => ImageEditor[]> = {
    flux: () =>
      env.bfl === null
        ? []
        : [
            createFluxEditor({
              ...env.bfl,
              tools,
              onUnknownStatus: (status) => log?.warn("FLUX has a status that is not known here", { status }),
            }),
          ],
    gemini: () =>
      env.gemini === null
        ? []
        : [
            createGeminiEditor({
              ...env.gemini,
              model: env.gemini.imageModel,
              priceUsd: env.gemini.imagePriceUsd,
              tools,
            }),
          ],
    local: () => [createLocalEditor()],
  };
  const editors = env.editors.flatMap((name) => create[name]());
  return editors.length === 0 ? create.local() : editors;
}

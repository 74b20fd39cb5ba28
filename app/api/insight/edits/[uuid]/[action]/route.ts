import { z } from "zod";
import { editParams } from "@/app/api/edit/common";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { checkAgain, replayEdit } from "@/lib/insight/actions";
import { lookAtContent } from "@/lib/insight/edits";
import { demandSession } from "@/lib/insight/session";
import { dismissReports, takeDown } from "@/lib/moderation/reports";
import type { Services } from "@/lib/services";

/** What the operator can do with one edit; an answer is what is shown then. */
const ACTIONS = {
  replay: replayEdit,
  check: checkAgain,
  look: lookAtContent,
  "take-down": takeDown,
  dismiss: dismissReports,
} satisfies Record<string, (services: Services, id: string) => Promise<unknown>>;

const action = z.enum(Object.keys(ACTIONS) as [keyof typeof ACTIONS, ...(keyof typeof ACTIONS)[]]);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/insight/edits/{uuid}/{action}", {
  params: { ...editParams, action },
  POST: {
    limit: { name: "insight-action", raisedBy: "change", perMinute: 120 },
    errors: ["NOT_FOUND", "NOT_THE_OPERATOR", "EDIT_NOT_FOUND", "EDIT_NOT_FINISHED", "EDIT_FINISHED"],
    guard: demandSession,
    handle: async ({ services, params }) => {
      const asked = action.safeParse(params.action).data;
      if (asked === undefined) throw new AppError("NOT_FOUND");
      const shown = await ACTIONS[asked](services, params.uuid);
      return Response.json(shown ?? {});
    },
  },
});

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { claimEdit } from "@/db/queries/edit-runs";
import { parseEnv } from "@/lib/config/env";
import { failEdit } from "@/lib/edits/fail";
import { requestEdit } from "@/lib/edits/request";
import { retryEdit } from "@/lib/edits/retry";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { describeRun } from "./find-run";

const test = servicesOfFile();

const INNGEST = [
  [
    "a server of one's own",
    { INNGEST_BASE_URL: "http://inngest:8288", INNGEST_SERVE_ORIGIN: "http://app:3000" },
    "http://inngest:8288/run?runID=",
  ],
  ["Inngest Cloud", {}, "https://app.inngest.com/env/production/runs/"],
] as const;

it.each(INNGEST)(
  "tells an operator who has a link which run had its edit, on %s",
  async (_where, variables, address) => {
    const env = parseEnv({ INNGEST_EVENT_KEY: "event-key", INNGEST_SIGNING_KEY: "a".repeat(64), ...variables });
    const { services } = test;
    const look = (id: string) => describeRun({ db: services.db, env }, id);
    const { editId } = await requestEdit(services, editRequest(test.picture), clientOf());
    expect(await look(editId)).toEqual(["edit  pending; charge none; replayed 0 times", "run   none has it now"]);
    await claimEdit(services.db, { id: editId, runId: "01RUN", dispatch: 1 });
    await failEdit(services, editId, "01RUN", { code: "TIMED_OUT", detail: "d", retryable: true, charge: "none" });
    const told = [
      "edit  failed, TIMED_OUT; charge none; replayed 0 times",
      "run   01RUN, of dispatch 1",
      `see   ${address}01RUN`,
    ];
    expect(await look(editId)).toEqual(told);
    const again = await retryEdit(services, editId, clientOf());
    const line = `again ${again.editId}, pending: a replay does nothing`;
    expect(await look(editId)).toEqual([told[0], line, ...told.slice(1)]);
    expect(await look(randomUUID())).toEqual(["There is no such edit, or it was deleted."]);
  },
);

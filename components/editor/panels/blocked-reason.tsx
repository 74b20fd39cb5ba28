import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { MAX_CHAIN_LENGTH, isFinal } from "@/lib/lifecycle";
import { downloadName } from "../client/formats";
import type { WorkspaceProps } from "../workspace-props";

type Looked = Pick<
  WorkspaceProps,
  "current" | "sendingElsewhere" | "sending" | "sourceName" | "versions" | "onStartAnew"
>;

/** Why nothing can be sent from here, as a sentence with a way on; `null` when it can. */
export function blockedReason({
  current,
  sendingElsewhere,
  sending,
  sourceName,
  versions,
  onStartAnew,
}: Looked): ReactNode {
  if (current !== null && !isFinal(current.status)) return "You can refine this version as soon as it is ready.";
  if (sendingElsewhere && sending === null) return "Another edit is just being sent.";
  if (current?.status !== "completed" || current.chain_position < MAX_CHAIN_LENGTH) return null;
  const address = current.edited_image_url ?? "";
  const number = versions.findIndex(({ uuid }) => uuid === current.uuid) + 1;
  return (
    <>
      {MAX_CHAIN_LENGTH} of {MAX_CHAIN_LENGTH} edits used. Go on from an earlier version, or{" "}
      <Button
        variant="link"
        className="inline text-xs whitespace-normal"
        onClick={() => onStartAnew(address, downloadName(sourceName, number, current.prompt))}
      >
        start anew with this result
      </Button>
      .
    </>
  );
}

import { useEffect, useRef } from "react";
import { moveTo } from "../client/address";
import { recallWords, takeShared } from "../client/kept-draft";
import type { Run } from "../commands";
import type { Dispatch } from "../editor-state";

const NOTHING_CAME = "What was shared did not arrive as a picture. Please choose it here.";

/** Takes what another app has shared with the installed one; `shared`: what the address says of it. */
export function useShared(shared: string | null, run: Run, dispatch: Dispatch): void {
  const announced = useRef(shared);
  useEffect(() => {
    if (announced.current === null) return;
    announced.current = null;
    moveTo("/");
    void takeShared()
      .catch(() => null)
      .then(async (found) => {
        if (found === null) return dispatch({ type: "pictureRefused", reason: NOTHING_CAME });
        await run("takeFiles", [found.file]);
        // What is typed already stays.
        if (found.words !== "" && recallWords() === "") dispatch({ type: "promptChanged", prompt: found.words });
        return undefined;
      });
  }, [run, dispatch]);
}

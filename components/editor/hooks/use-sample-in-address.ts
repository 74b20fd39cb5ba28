import { useEffect, useRef } from "react";
import { moveTo } from "../client/address";
import type { Run } from "../commands";
import type { Sample } from "../ideas";

/** Takes the sample that the address asks for, once, and takes it out of the address, so that a reload keeps the draft. */
export function useSampleInAddress(asked: Sample | undefined, run: Run): void {
  const sample = useRef(asked);
  useEffect(() => {
    if (sample.current === undefined) return;
    const { current } = sample;
    sample.current = undefined;
    moveTo("/");
    void run("takeSample", current);
  }, [run]);
}

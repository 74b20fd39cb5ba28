import { useEffect, useEffectEvent, useRef } from "react";
import { GRACE_SECONDS } from "../client/deletion";

/**
 * Calls `end` with what waits to be deleted once its time is over, or the page is left: whoever leaves has not changed
 * their mind (`left`). `waiting`: `null` while nothing does.
 */
export function useGrace<T>(waiting: T | null, end: (what: T, left: boolean) => void): void {
  const finish = useEffectEvent(end);
  const latest = useRef(waiting);
  useEffect(() => {
    latest.current = waiting;
    if (waiting === null) return;
    const timer = setTimeout(() => finish(waiting, false), GRACE_SECONDS * 1000);
    const leave = () => finish(waiting, true);
    window.addEventListener("pagehide", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", leave);
    };
  }, [waiting]);
  useEffect(() => {
    // Left by a link of the app's own.
    return () => {
      if (latest.current !== null) finish(latest.current, true);
    };
  }, []);
}

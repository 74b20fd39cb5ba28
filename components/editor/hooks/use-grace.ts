import { useEffect, useEffectEvent, useRef } from "react";
import { GRACE_SECONDS } from "../client/deletion";

/**
 * Calls `end` with what waits to be deleted once its time is over, or the page is left: whoever leaves has not changed
 * their mind. `waiting`: `null` while nothing does.
 */
export function useGrace<T>(waiting: T | null, end: (what: T) => void): void {
  const finish = useEffectEvent(end);
  const latest = useRef(waiting);
  useEffect(() => {
    latest.current = waiting;
    if (waiting === null) return;
    const over = () => finish(waiting);
    const timer = setTimeout(over, GRACE_SECONDS * 1000);
    window.addEventListener("pagehide", over);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", over);
    };
  }, [waiting]);
  useEffect(() => {
    // Left by a link of the app's own.
    return () => {
      if (latest.current !== null) finish(latest.current);
    };
  }, []);
}

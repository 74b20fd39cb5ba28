import { useEffect, useState } from "react";
import { createAnnouncer, type Announcer } from "@/lib/editor-client/announcer";

/** The text of the page's one live region, and the way to put something into it. */
export function useAnnouncer(): { text: string; announcer: Announcer } {
  const [text, setText] = useState("");
  const [announcer] = useState(() => createAnnouncer({ say: setText }));
  useEffect(() => () => announcer.stop(), [announcer]);
  return { text, announcer };
}

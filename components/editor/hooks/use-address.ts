import { usePathname, useSearchParams } from "next/navigation";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { aheadOfRouter, routerCameTo, watchAhead } from "../client/address";

/** The page's address as the editor knows it: its own moves count at once, before the router has heard of them. */
export function useAddress(): { path: string; query: Pick<URLSearchParams, "get" | "has"> } {
  const path = usePathname();
  const query = useSearchParams();
  const ahead = useSyncExternalStore(watchAhead, aheadOfRouter, () => null);
  const search = query.toString();

  useLayoutEffect(() => routerCameTo(path, search), [path, search]);

  if (ahead === null) return { path, query };
  const { pathname, searchParams } = new URL(ahead, "http://page");
  return { path: pathname, query: searchParams };
}

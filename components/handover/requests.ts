import { sendJson } from "@/components/editor/client/request";
import type { Coming, OwnerLink } from "@/lib/edits/move-owner";

/** A new link to another device. Each of these throws a `RequestFailure`. */
export const newOwnerLink = async (): Promise<OwnerLink> => (await sendJson("POST", "/api/owner-links")) as OwnerLink;

/** Ends the links that this browser has made. */
export const endOwnerLinks = async (): Promise<void> => void (await sendJson("DELETE", "/api/owner-links"));

/** What would come by a link, which stays as it is. */
export const lookAtLink = async (key: string): Promise<Coming> =>
  (await sendJson("POST", "/api/owner-links/look", { key })) as Coming;

/** Takes over what the link stands for. */
export const takeOver = async (key: string): Promise<void> =>
  void (await sendJson("POST", "/api/owner-links/use", { key }));

import { mayChange } from "@/lib/edits/capability";
import { findEdit } from "@/lib/edits/progress";
import { AppError } from "@/lib/errors";
import type { Exchange } from "./exchange";

/**
 * The id of the edit that a path names, once it is certain that the request may change it.
 * @throws {AppError} `EDIT_NOT_FOUND`, or `NOT_YOURS` without owner cookie and delete token.
 */
export async function changeableEdit({ services, client, bearer, params }: Exchange): Promise<string> {
  const edit = await findEdit(services, params["uuid"] ?? "");
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  const credentials = { ownerHash: client.ownerHash, bearer };
  if (!mayChange(edit.ownerHash, edit.id, credentials, services.appSecret)) throw new AppError("NOT_YOURS");
  return edit.id;
}

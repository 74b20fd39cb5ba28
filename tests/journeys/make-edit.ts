import { setTimeout as sleep } from "node:timers/promises";
import type { APIRequestContext } from "@playwright/test";
import { smallPicture, type PictureFile } from "./pictures";

type Wish = { prompt: string; picture?: PictureFile; parent?: string };

/**
 * Makes an edit by the API, as the visitor whose cookies `request` shares, and waits for its end.
 * For what a journey starts from, not for what it is about. `base`: another server than that of all journeys.
 */
export async function makeEdit(request: APIRequestContext, wish: Wish, base = ""): Promise<string> {
  const id = await startEdit(request, wish, base);
  for (;;) {
    const answer = (await (await request.get(`${base}/api/edit/${id}`)).json()) as {
      is_complete: boolean;
      is_error: boolean;
    };
    if (answer.is_complete || answer.is_error) return id;
    await sleep(100);
  }
}

/** The same without waiting: the edit is on its way. */
export async function startEdit(request: APIRequestContext, wish: Wish, base = ""): Promise<string> {
  const multipart: Record<string, string | PictureFile> = { prompt: wish.prompt };
  if (wish.parent === undefined) multipart["image"] = wish.picture ?? (await smallPicture());
  else multipart["parent_edit_uuid"] = wish.parent;
  const response = await request.post(`${base}/api/edit-image`, { multipart });
  const body = await response.text();
  if (!response.ok()) throw new Error(`The edit was refused: ${body}`);
  return (JSON.parse(body) as { edit_id: string }).edit_id;
}

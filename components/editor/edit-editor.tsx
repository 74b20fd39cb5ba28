"use client";

import { Editor } from "./editor";
import type { StudioProps } from "./hooks/use-studio";
import { Workspace } from "./workspace";

/** The editor of a page that begins with a picture: all of it comes with the page. */
export function EditEditor(props: StudioProps) {
  return <Editor {...props} workspace={Workspace} />;
}

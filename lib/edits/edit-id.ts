const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of an edit. */
export function isEditId(text: string): boolean {
  return UUID.test(text);
}

/** How the log names an edit: enough to find it by, too little to open it. */
export function editLabel(id: string): string {
  return id.slice(0, 8);
}

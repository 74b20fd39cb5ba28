/** How the log names an edit: enough to find it by, too little to open it. */
export function editLabel(id: string): string {
  return id.slice(0, 8);
}

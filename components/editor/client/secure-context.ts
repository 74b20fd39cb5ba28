// What browsers give to secure contexts alone: https, and localhost. On http://nas.lan/ it is not there. Nothing else
// in the browser may call these; the test beside this file looks.

/** A new key that nobody can guess: a UUID. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // RFC 9562 §5.4: version 4, variant 10.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Puts a text on the clipboard. Rejects where the browser lets no page do so. */
export async function copyText(text: string): Promise<void> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) return clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  const focused = document.activeElement;
  // Within what holds the focus: a dialog keeps it from everything outside.
  (focused?.closest("dialog, [role=dialog], [role=alertdialog]") ?? document.body).append(field);
  field.select();
  try {
    // The old way is the only one there.
    if (!document.execCommand("copy")) throw new Error("The browser did not let the page copy.");
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

/** Puts a picture on the clipboard, which may still be on its way; false where the browser lets no page do so. */
export async function copyBlob(type: string, picture: () => Promise<Blob>): Promise<boolean> {
  if (typeof ClipboardItem === "undefined") return false;
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return false;
  // The promise itself: the browser wants to be asked while the press still counts.
  await clipboard.write([new ClipboardItem({ [type]: picture() })]);
  return true;
}

/** The browser's service workers; `null` where it has none. */
export function serviceWorkers(): ServiceWorkerContainer | null {
  return "serviceWorker" in navigator ? navigator.serviceWorker : null;
}

/** The system's notifications; `null` where a page has none. */
export function systemNotifications(): typeof Notification | null {
  return typeof Notification === "undefined" || !window.isSecureContext ? null : Notification;
}

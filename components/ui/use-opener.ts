import { type RefObject, useRef, useState } from "react";

type Opener = {
  /** For the button that opens it. */
  opens: { ref: RefObject<HTMLButtonElement | null>; "aria-haspopup": "dialog"; onClick: () => void };
  /** For the dialog; `null` while it is closed. */
  opened: { onClose: () => void; opener: RefObject<HTMLButtonElement | null> } | null;
};

/** A button that opens a dialog, which gives the focus back to it. */
export function useOpener(): Opener {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  return {
    opens: { ref, "aria-haspopup": "dialog", onClick: () => setOpen(true) },
    opened: open ? { onClose: () => setOpen(false), opener: ref } : null,
  };
}

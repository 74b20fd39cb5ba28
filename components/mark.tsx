import type { ComponentProps } from "react";

/** Mizual's mark: one drop, half as it was and half as it became. */
export function Mark(props: ComponentProps<"svg">) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" {...props}>
      <path
        d="M16 3.5c5 5.6 9.2 10.2 9.2 15.6A9.2 9.2 0 0 1 16 28.5a9.2 9.2 0 0 1-9.2-9.4C6.8 13.7 11 9.1 16 3.5Z"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinejoin="round"
      />
      <path
        d="M16 3.5c5 5.6 9.2 10.2 9.2 15.6A9.2 9.2 0 0 1 16 28.5c0-3.6-2.6-4.6-2.6-8.3s2.6-4.6 2.6-8.3Z"
        fill="currentColor"
      />
    </svg>
  );
}

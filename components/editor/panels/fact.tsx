import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** One fact about a version; the icons of several stand below each other. */
export function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2 tabular-nums">
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

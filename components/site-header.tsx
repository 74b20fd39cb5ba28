import Link from "next/link";
import { Mark } from "@/components/mark";
import { ThemeSwitch } from "@/components/theme-switch";

/** Name and mark, which lead home, and the theme. */
export function SiteHeader() {
  return (
    <header className="flex h-(--header-height) shrink-0 items-center justify-between gap-4 pr-[max(0.75rem,env(safe-area-inset-right))] pl-[max(0.75rem,env(safe-area-inset-left))] sm:px-5">
      <Link
        href="/"
        prefetch={false}
        aria-label="Mizual, start with a new picture"
        className="flex h-11 items-center gap-2 rounded-md px-1 text-lg font-semibold tracking-tight"
      >
        <Mark className="size-6 text-primary" />
        Mizual
      </Link>
      <ThemeSwitch />
    </header>
  );
}

import Link from "next/link";
import { Images } from "lucide-react";
import { Mark } from "@/components/mark";
import { ThemeSwitch } from "@/components/theme-switch";

/** Name and mark, which lead home, the pictures of this browser, and the theme. */
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
      <nav aria-label="Mizual" className="ml-auto">
        <Link
          href="/pictures"
          prefetch={false}
          className="flex h-11 min-w-11 items-center justify-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-accent hover:text-accent-foreground"
        >
          <Images className="size-5" aria-hidden="true" />
          <span className="max-sm:sr-only">My pictures</span>
        </Link>
      </nav>
      <ThemeSwitch />
    </header>
  );
}

import { CircleHelp, ImagePlus, Images } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/mark";
import { ThemeSwitch } from "@/components/theme-switch";

type SiteHeaderProps = {
  /** Called when a new picture is asked for, beside going home. */
  onNew?: () => void;
  /** What helps here; the guide's page where nothing else does. */
  help?: ReactNode;
};

/** Name and mark, the ways to a new picture, to all pictures and to help, and the theme. */
export function SiteHeader({ onNew, help }: SiteHeaderProps) {
  return (
    <header className="flex min-h-(--header-height) shrink-0 flex-wrap items-center gap-1 pr-[max(0.75rem,env(safe-area-inset-right))] pl-[max(0.75rem,env(safe-area-inset-left))] sm:gap-2 sm:px-5 lg:px-3">
      <Link
        href="/"
        prefetch={false}
        onClick={onNew}
        aria-label="Mizual, start with a new picture"
        className="flex h-11 max-sm:w-[44px] items-center gap-2 rounded-md px-1 text-lg font-semibold tracking-tight whitespace-nowrap"
      >
        <Mark className="size-6 text-primary max-sm:mx-auto" />
        <span className="max-sm:sr-only">Mizual</span>
      </Link>
      <nav aria-label="Pictures" className="flex grow items-center sm:ml-2 sm:gap-1">
        <Link href="/" prefetch={false} onClick={onNew} className={HEADER_LINK}>
          <ImagePlus aria-hidden="true" />
          <span className="max-sm:sr-only">New picture</span>
        </Link>
        <Link href="/pictures" prefetch={false} className={HEADER_LINK}>
          <Images aria-hidden="true" />
          <span className="max-sm:sr-only">My pictures</span>
        </Link>
      </nav>
      {help ?? (
        <Link href="/guide" prefetch={false} className={HEADER_LINK}>
          <CircleHelp aria-hidden="true" />
          <span className="max-sm:sr-only">Help</span>
        </Link>
      )}
      <ThemeSwitch />
    </header>
  );
}

/** How a way out of the header looks, as a link or as a button. */
export const HEADER_LINK =
  "inline-flex h-11 max-sm:size-[44px] items-center justify-center gap-2 rounded-md px-2 text-sm font-medium text-muted-foreground hover:bg-accent hover:text-accent-foreground [&_svg]:size-4";

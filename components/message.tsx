import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/mark";
import { SiteHeader } from "@/components/site-header";
import { Button } from "@/components/ui/button";

type MessageProps = { title: string; text: string; action?: ReactNode };

/** A whole page that says one thing and leads on. */
export function Message({ title, text, action }: MessageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${title} · Mizual`}</title>
      <SiteHeader />
      <main className="mx-auto flex w-full max-w-lg grow flex-col items-start justify-center gap-4 px-5 pb-24">
        <Mark className="size-10 text-primary" />
        <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
        <p className="text-muted-foreground">{text}</p>
        <div className="flex flex-wrap gap-3">
          {action}
          <Button asChild variant={action === undefined ? "default" : "outline"}>
            <Link href="/" prefetch={false}>
              Start with a picture
            </Link>
          </Button>
        </div>
      </main>
    </div>
  );
}

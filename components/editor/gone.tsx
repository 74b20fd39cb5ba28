import Link from "next/link";
import { Button } from "@/components/ui/button";

/** Where the address names an edit that is not there any more. */
export function Gone() {
  return (
    <main className="mx-auto flex w-full max-w-lg grow flex-col items-start justify-center gap-4 px-5 pb-24">
      <h1 className="text-3xl font-semibold tracking-tight">This edit is gone</h1>
      <p className="text-muted-foreground">It was deleted, or its time ran out.</p>
      <Button asChild>
        <Link href="/" prefetch={false}>
          Start with a picture
        </Link>
      </Button>
    </main>
  );
}

import { Columns2, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { HoldButton } from "./hold-button";

type ResultToolsProps = {
  compare: boolean;
  onCompare: (compare: boolean) => void;
  held: boolean;
  onHold: (held: boolean) => void;
  download: { href: string; name: string };
};

/** What one does with a result: compare it, look at the original, take it away. */
export function ResultTools({ compare, onCompare, held, onHold, download }: ResultToolsProps) {
  return (
    <div
      role="group"
      aria-label="Result"
      className="flex w-full flex-wrap items-center justify-center gap-1.5 max-sm:[&>*]:grow max-sm:[&>*]:px-2 sm:gap-2"
    >
      <Button
        variant="outline"
        aria-pressed={compare}
        onClick={() => onCompare(!compare)}
        className="aria-pressed:border-primary aria-pressed:bg-accent aria-pressed:text-accent-foreground"
      >
        <Columns2 aria-hidden="true" />
        Compare
      </Button>
      <HoldButton held={held} onHold={onHold} />
      <Button asChild variant="outline">
        <a href={download.href} download={download.name}>
          <Download aria-hidden="true" />
          Download
        </a>
      </Button>
    </div>
  );
}

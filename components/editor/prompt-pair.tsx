import { Button } from "@/components/ui/button";

type PromptPairProps = {
  prompt: string;
  /** What was sent instead; `null` while that is not known, or when the words went as they were. */
  enhanced: string | null;
  /** The words were sent as written, for certain. */
  asWritten: boolean;
  /** Makes the same edit again with the person's own words; `null` when that cannot be done from here. */
  onSendMine: (() => void) | null;
};

/** The person's own words, and beside them what was sent. */
export function PromptPair({ prompt, enhanced, asWritten, onSendMine }: PromptPairProps) {
  return (
    <dl className="flex flex-col gap-3 text-sm">
      <div>
        <dt className="text-muted-foreground">You asked</dt>
        <dd className="whitespace-pre-wrap">{prompt}</dd>
      </div>
      {enhanced !== null && (
        <div>
          <dt className="text-muted-foreground">Sent to the engine</dt>
          <dd className="whitespace-pre-wrap">{enhanced}</dd>
          {onSendMine !== null && (
            <dd className="mt-1">
              <Button variant="link" onClick={onSendMine}>
                Send mine as written
              </Button>
            </dd>
          )}
        </div>
      )}
      {asWritten && (
        <div>
          <dt className="sr-only">Sent to the engine</dt>
          <dd className="text-muted-foreground">Sent as you wrote it.</dd>
        </div>
      )}
    </dl>
  );
}

"use client";

import { ArrowUp, LoaderCircle, WandSparkles } from "lucide-react";
import { useEffect, useId, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";
import { MAX_PROMPT_LENGTH } from "@/lib/lifecycle";

type PromptFormProps = {
  inputRef: RefObject<HTMLTextAreaElement | null>;
  prompt: string;
  onPrompt: (prompt: string) => void;
  /** Whether the words may be made clearer before they are sent. */
  improve: boolean;
  onImprove: (improve: boolean) => void;
  onSubmit: () => void;
  /** On its way: the text stays, the button rests. */
  busy: boolean;
  /** Why nothing can be sent from here, as a sentence; `null` when it can. */
  blocked: ReactNode;
  /** The choice of an engine, where there is one. */
  engine?: ReactNode;
  /** What the edit will cost, e.g. `about $0.05`; `null` where that is not known or goes without saying. */
  price?: string | null;
  /** What else should be known before the button is pressed; `null` when nothing is. */
  note?: string | null;
  placeholder: string;
  /** E.g. `2 of 5`. */
  counter: string | null;
};

const COUNT_FROM = MAX_PROMPT_LENGTH - 200;

/** Where the person says what to change. Enter sends, Shift+Enter breaks the line, Ctrl or ⌘ + Enter always sends. */
export function PromptForm(props: PromptFormProps) {
  const { inputRef, prompt, onPrompt, improve, onImprove, onSubmit, busy, blocked, placeholder, counter } = props;
  const { engine = null, price = null, note = null } = props;
  const hasEngine = engine !== null && engine !== false;
  const id = useId();
  const { length } = prompt.trim();
  const reason =
    blocked ??
    (length > MAX_PROMPT_LENGTH ? `Please shorten this: ${length} of ${MAX_PROMPT_LENGTH} characters.` : null);
  const said = reason ?? note ?? (length > COUNT_FROM ? `${length} of ${MAX_PROMPT_LENGTH} characters` : null);
  const ready = reason === null && length > 0 && !busy;

  useEffect(() => {
    // Not where it would raise a keyboard over the picture.
    if (window.matchMedia("(pointer: fine)").matches) inputRef.current?.focus({ preventScroll: true });
  }, [inputRef]);

  const submit = () => {
    if (ready) onSubmit();
  };

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || composing) return;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (event.shiftKey || event.altKey)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      aria-label="Edit"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="flex flex-col gap-1.5 rounded-xl border border-input bg-card p-2 shadow-float has-[textarea:focus]:border-ring has-[textarea:focus]:outline-1 has-[textarea:focus]:outline-ring"
    >
      <Textarea
        ref={inputRef}
        rows={1}
        value={prompt}
        onChange={(event) => onPrompt(event.target.value)}
        onKeyDown={press}
        readOnly={busy}
        enterKeyHint="send"
        aria-label="What should change?"
        aria-describedby={`${id}-hint`}
        aria-invalid={length > MAX_PROMPT_LENGTH}
        placeholder={placeholder}
        className="max-h-[28dvh] min-h-11 overflow-y-auto border-transparent bg-transparent px-2 shadow-none outline-none"
      />
      <div className={cn("flex items-center gap-2", said !== null && "max-sm:flex-wrap")}>
        {/* Without a width of its own to begin with, so that a narrow phone shortens the engine's name. */}
        <div className="flex min-w-0 items-center gap-2 max-sm:flex-1 sm:shrink-0">
          <Button
            variant="ghost"
            aria-pressed={improve}
            onClick={() => onImprove(!improve)}
            className={cn(
              "px-2.5 text-muted-foreground aria-pressed:text-accent-foreground",
              hasEngine && "max-sm:w-11 max-sm:px-0",
            )}
          >
            <WandSparkles aria-hidden="true" />
            <span className={cn(hasEngine && "max-sm:sr-only")}>
              Improve <span className="max-sm:sr-only">my </span>wording
            </span>
          </Button>
          {engine}
        </div>
        <p
          id={`${id}-hint`}
          className={cn(
            "min-w-0 text-xs leading-snug text-muted-foreground sm:grow",
            // A row of its own: beside the buttons a phone has room for one word in a line.
            said === null ? "max-sm:sr-only" : "max-sm:order-first max-sm:basis-full max-sm:px-2",
            reason === null && note !== null && "text-caution",
          )}
        >
          {said ?? (length === 0 ? "Say what to change, then press Enter." : null)}
        </p>
        {(counter !== null || price !== null) && (
          <span className="ml-auto flex flex-col items-end text-xs leading-snug whitespace-nowrap text-muted-foreground tabular-nums">
            {price !== null && (
              <span id={`${id}-price`} className="font-medium text-foreground">
                <span className="sr-only">This edit costs </span>
                {price}
              </span>
            )}
            {counter !== null && <span>{counter}</span>}
          </span>
        )}
        <Button
          type="submit"
          size="icon"
          disabled={!ready}
          className={cn(counter === null && price === null && "ml-auto")}
          aria-label={busy ? "Sending" : "Edit picture"}
          aria-describedby={cn(price !== null && `${id}-price`, note !== null && `${id}-hint`) || undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {busy ? (
            <LoaderCircle className="animate-spin motion-reduce:animate-none" aria-hidden="true" />
          ) : (
            <ArrowUp className="size-5" aria-hidden="true" />
          )}
        </Button>
      </div>
    </form>
  );
}

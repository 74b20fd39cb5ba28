"use client";

import { ArrowUp, LoaderCircle } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useLayoutEffect } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";
import { COMMANDS } from "../commands";
import type { Press } from "../keys";
import { MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import { ToggleButton } from "./toggle-button";

type PromptFormProps = {
  inputRef: RefObject<HTMLTextAreaElement | null>;
  prompt: string;
  onPrompt: (prompt: string) => void;
  /** Whether the words may be made clearer before they are sent; `null` where nothing would make them so. */
  improve: boolean | null;
  onImprove: () => void;
  onSubmit: () => void;
  /** Called with other keys that are pressed in the box; true where they meant something. */
  onKey?: (press: Press) => boolean;
  /** On its way: the text stays, the button rests. */
  busy: boolean;
  /** Why nothing can be sent from here, as a sentence; `null` when it can. */
  blocked: ReactNode;
  /** The choice of an engine, where there is one. */
  engine?: ReactNode;
  /** All of the picture for a paid engine, and what that costs; absent where there is no such choice. */
  fullSize?: { pressed: boolean; price: string; onPress: () => void } | null;
  /** What the edit will cost, e.g. `about $0.05`; `null` where that is not known or goes without saying. */
  price?: string | null;
  /** What is left of what it is paid from, e.g. `$3.20 left today`; `null` where that is not known. */
  left?: string | null;
  /** What else should be known before the button is pressed; `null` when nothing is. */
  note?: string | null;
  placeholder: string;
  /** E.g. `Edit 2 of 5`: this one is the second in a row. */
  counter: string | null;
};

const COUNT_FROM = MAX_PROMPT_LENGTH - 200;

/** Where the person says what to change. Enter sends, Shift+Enter breaks the line, Ctrl or ⌘ + Enter always sends. */
export function PromptForm(props: PromptFormProps) {
  const { inputRef, prompt, busy, engine = null, price = null, left = null, note = null, counter } = props;
  const id = useId();
  const { length } = prompt.trim();
  const reason = props.blocked ?? tooLong(length);
  const said = reason ?? note ?? countOf(length);
  const ready = reason === null && length > 0 && !busy;

  // Before the first frame: in between nothing would have the focus.
  useLayoutEffect(() => {
    // Not where it would raise a keyboard over the picture.
    if (window.matchMedia("(pointer: fine)").matches) inputRef.current?.focus({ preventScroll: true });
  }, [inputRef]);

  const tell = useEffectEvent(props.onPrompt);
  useEffect(() => {
    // Typed before the page had come alive: the event is past, the words are there.
    const typed = inputRef.current?.value ?? "";
    if (typed !== "" && typed !== inputRef.current?.defaultValue) tell(typed);
  }, [inputRef]);

  const submit = () => {
    if (ready) props.onSubmit();
  };

  return (
    <form
      aria-label="Edit"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="@container flex flex-col gap-1.5 rounded-xl border border-input bg-card p-2 shadow-float short:p-1 sm:short:flex-row sm:short:items-end has-[textarea:focus]:border-ring has-[textarea:focus]:outline-1 has-[textarea:focus]:outline-ring"
    >
      <Textarea
        ref={inputRef}
        rows={1}
        value={prompt}
        onChange={(event) => props.onPrompt(event.target.value)}
        onKeyDown={(event) => {
          if (COMMANDS.submit.shortcut?.matches(event.nativeEvent) === true) {
            event.preventDefault();
            submit();
          } else if (props.onKey?.(event.nativeEvent) === true) event.preventDefault();
        }}
        readOnly={busy}
        dir="auto"
        enterKeyHint="send"
        aria-label="What should change?"
        aria-describedby={`${id}-hint`}
        aria-invalid={length > MAX_PROMPT_LENGTH}
        placeholder={props.placeholder}
        className="max-h-[28dvh] min-h-11 sm:short:w-auto sm:short:min-w-0 sm:short:flex-1 overflow-y-auto border-transparent bg-transparent px-2 shadow-none outline-none"
      />
      {props.fullSize && (
        <ToggleButton pressed={props.fullSize.pressed} onPress={props.fullSize.onPress} className="self-start">
          {`${COMMANDS.fullSize.label} (${props.fullSize.price})`}
        </ToggleButton>
      )}
      <div
        className={cn(
          "flex items-center gap-2 max-[15rem]:flex-wrap sm:short:max-w-1/2 sm:short:shrink-0",
          (said !== null || length === 0) && "@max-lg:flex-wrap",
        )}
      >
        {/* Without a width of its own to begin with, so that a narrow phone shortens the engine's name. */}
        <div className="flex min-w-0 items-center gap-2 @max-lg:flex-1 @lg:shrink-0">
          {props.improve !== null && (
            <ToggleButton pressed={props.improve} onPress={props.onImprove}>
              <span>
                Improve<span className="@max-lg:sr-only"> my wording</span>
              </span>
            </ToggleButton>
          )}
          {engine}
        </div>
        <Hint id={`${id}-hint`} said={said} isEmpty={length === 0} isNote={reason === null && note !== null} />
        <Price id={`${id}-price`} price={price} left={left} counter={counter} />
        <SendButton
          busy={busy}
          disabled={!ready}
          describedBy={cn(price !== null && `${id}-price`, note !== null && `${id}-hint`)}
          className={cn(counter === null && price === null && "ml-auto")}
        />
      </div>
    </form>
  );
}

function tooLong(length: number): string | null {
  return length > MAX_PROMPT_LENGTH ? `Please shorten this: ${length} of ${MAX_PROMPT_LENGTH} characters.` : null;
}

function countOf(length: number): string | null {
  return length > COUNT_FROM ? `${length} of ${MAX_PROMPT_LENGTH} characters` : null;
}

type HintProps = { id: string; said: ReactNode; isEmpty: boolean; isNote: boolean };

function Hint({ id, said, isEmpty, isNote }: HintProps) {
  return (
    <p
      id={id}
      className={cn(
        "min-w-0 text-xs leading-snug text-muted-foreground @lg:grow",
        // A row of its own: beside the buttons a phone has room for one word in a line.
        said === null && !isEmpty && "@max-lg:sr-only",
        // Where a keyboard lies over the half of it the picture needs the row, and the placeholder asks.
        said === null && "short:sr-only",
        (said !== null || isEmpty) && "@max-lg:order-first @max-lg:basis-full @max-lg:px-2",
        isNote && "text-caution",
      )}
    >
      {said ?? (isEmpty ? "Say what to change, then press Enter." : null)}
    </p>
  );
}

type PriceProps = { id: string } & Record<"price" | "left" | "counter", string | null>;

function Price({ id, price, left, counter }: PriceProps) {
  if (counter === null && price === null) return null;
  return (
    <span className="ml-auto flex flex-col items-end text-xs leading-snug whitespace-nowrap text-muted-foreground tabular-nums">
      {price !== null && (
        <span id={id} className="font-medium text-foreground">
          <span className="sr-only">This edit costs </span>
          <span>{price}</span>
          {left !== null && (
            <span className="font-normal text-muted-foreground @max-lg:block">
              <span className="@max-lg:sr-only"> · </span>
              <span>{left}</span>
            </span>
          )}
        </span>
      )}
      {counter !== null && <span>{counter}</span>}
    </span>
  );
}

type SendButtonProps = { busy: boolean; disabled: boolean; describedBy: string; className: string };

function SendButton({ busy, disabled, describedBy, className }: SendButtonProps) {
  return (
    <Button
      type="submit"
      size="icon"
      disabled={disabled}
      className={className}
      aria-label={busy ? "Sending" : COMMANDS.submit.label}
      aria-describedby={describedBy || undefined}
      aria-keyshortcuts={COMMANDS.submit.shortcut?.keys}
    >
      {busy ? (
        <LoaderCircle className="animate-spin motion-reduce:animate-none" aria-hidden="true" />
      ) : (
        <ArrowUp className="size-5" aria-hidden="true" />
      )}
    </Button>
  );
}

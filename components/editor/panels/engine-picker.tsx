"use client";

import { ChevronDown, Cpu } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { RadioGroup, RadioRow } from "@/components/ui/radio-group";
import { capital, formatPrice, formatUsual } from "../client/formats";
import { AUTOMATIC, type EngineOffer } from "../client/offers";

export type EnginePickerProps = {
  engines: readonly EngineOffer[];
  /** An id, or `null` for the server's order. */
  choice: string | null;
  onChoice: (choice: string | null) => void;
  disabled: boolean;
};

/** Which engine makes the next edit, with what each usually takes and costs. */
export default function EnginePicker({ engines, choice, onChoice, disabled }: EnginePickerProps) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const name = useId();
  const chosen = engines.find(({ id }) => id === choice)?.label ?? AUTOMATIC;
  const close = () => setOpen(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          ref={trigger}
          variant="ghost"
          disabled={disabled}
          aria-label={`Engine: ${chosen}`}
          className="min-w-0 gap-1.5 max-sm:shrink px-2.5 text-muted-foreground data-[state=open]:bg-accent data-[state=open]:text-accent-foreground max-sm:px-1.5"
        >
          <Cpu aria-hidden="true" className="max-sm:hidden" />
          <span className="truncate">{chosen}</span>
          <ChevronDown aria-hidden="true" className="opacity-70" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        ref={content}
        aria-label="Engine"
        align="start"
        side="top"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          // It has no place yet: a page that scrolls to it would scroll away.
          content.current?.querySelector<HTMLInputElement>("input:checked")?.focus({ preventScroll: true });
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          // Whoever pressed something else is there already.
          const { activeElement } = document;
          const lost =
            activeElement === null ||
            activeElement.matches("body, main") ||
            content.current?.contains(activeElement) === true;
          if (lost) trigger.current?.focus({ preventScroll: true });
        }}
      >
        <RadioGroup
          aria-label="Engine"
          onKeyDown={(event) => {
            if (event.key === "Enter") close();
          }}
        >
          {[null, ...engines].map((engine) => (
            <RadioRow
              key={engine?.id ?? ""}
              name={name}
              checked={(engine?.id ?? null) === choice}
              onChoose={() => onChoice(engine?.id ?? null)}
              onPress={close}
            >
              <span className="font-medium">{engine?.label ?? AUTOMATIC}</span>
              <span className="text-xs leading-snug text-muted-foreground">
                {engine === null ? orderOf(engines) : factsOf(engine)}
              </span>
            </RadioRow>
          ))}
        </RadioGroup>
      </PopoverContent>
    </Popover>
  );
}

// A picture is never quietly handed from a paid engine to the built-in one, nor the other way round.
function orderOf(engines: readonly EngineOffer[]): string {
  const [first, ...others] = engines;
  if (first === undefined) return "";
  const next = first.free ? [] : others.filter(({ free }) => !free);
  return next.length === 0
    ? `Takes ${first.label}`
    : `${first.label}; if it cannot take the edit, ${next.map(({ label }) => label).join(", then ")}`;
}

function factsOf({ usualSeconds, priceUsd, priceEstimated }: EngineOffer): string {
  const facts = [
    usualSeconds === null ? null : `usually about ${formatUsual(usualSeconds)}`,
    priceUsd === null ? "price not known" : formatPrice({ usd: priceUsd, estimated: priceEstimated }),
  ];
  const text = facts.filter((fact) => fact !== null).join(" · ");
  return capital(text);
}

import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

/** One of several; arrow keys move and choose. */
export function RadioGroup({ className, ...props }: Omit<ComponentProps<"div">, "role">) {
  return (
    <div role="radiogroup" data-slot="radio-group" className={cn("flex flex-col gap-0.5", className)} {...props} />
  );
}

type RadioRowProps = {
  /** The same in all rows of a group. */
  name: string;
  checked: boolean;
  /** Chosen, by whatever means. */
  onChoose: () => void;
  /** Chosen by a press on the row, as against arrow keys on the way through. */
  onPress: () => void;
  children: ReactNode;
};

/** A choice as a row, tall enough for a finger; its text is its name. */
export function RadioRow({ name, checked, onChoose, onPress, children }: RadioRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- keys go to the input within
    <label
      data-slot="radio-row"
      className="relative flex min-h-12 cursor-pointer flex-col justify-center rounded-md py-2 pr-10 pl-3 text-sm hover:bg-accent hover:text-accent-foreground has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring"
      onClick={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        // Otherwise the input would hear of it once the row is gone.
        event.preventDefault();
        onChoose();
        onPress();
      }}
    >
      <input type="radio" name={name} checked={checked} onChange={onChoose} className="sr-only" />
      {children}
      {checked && (
        <Check className="absolute top-1/2 right-3 size-4 -translate-y-1/2 text-primary" aria-hidden="true" />
      )}
    </label>
  );
}

import { useId } from "react";

type ChoicesProps<Value extends string> = {
  /** What is chosen, for who does not see the page. */
  legend: string;
  options: ReadonlyArray<readonly [value: Value, label: string]>;
  /** `null`: none is chosen yet. */
  value: Value | null;
  onChange: (value: Value) => void;
};

/** One of a few, below each other, each as high as a finger needs it. */
export function Choices<Value extends string>({ legend, options, value: chosen, onChange }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value} className="flex min-h-11 items-center gap-2.5 text-sm">
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => onChange(value)}
            className="size-4 accent-primary"
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

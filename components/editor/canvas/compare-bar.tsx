"use client";

import { ArrowLeftRight, Columns2, Contrast, RotateCw, SplitSquareHorizontal, ToggleLeft, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import type { Side } from "../versions";
import { COMPARE_MODES, type CompareMode, type Comparison } from "./comparison";
import { CommandTool } from "./command-tool";
import { TOOL_HEIGHT } from "./tool";

const ICONS: Record<CompareMode, LucideIcon> = {
  slider: SplitSquareHorizontal,
  side: Columns2,
  difference: Contrast,
  blink: ToggleLeft,
};

type CompareBarProps = { comparison: Comparison; pair: readonly [Side, Side] };

/** Which two pictures are compared, and how. */
export default function CompareBar({ comparison: { mode, swapped }, pair }: CompareBarProps) {
  const { view, run } = useEditor();
  const [first, second] = pair;
  /** In place of the one there; the other one's place where it is that. */
  const choose = (place: Side, id: string) => {
    const other = place === first ? second : first;
    const [one, two] = id === other.id ? [other.id, place.id] : [id, other.id];
    if (place === first) run("comparePair", one, two);
    else run("comparePair", two, one);
  };
  const changes = mode === "slider" || mode === "side";
  return (
    <div
      role="group"
      aria-label="Comparing"
      className="flex flex-wrap items-center gap-1.5 max-lg:order-first max-lg:justify-center"
    >
      <ToggleGroup
        type="single"
        aria-label={COMMANDS.setMode.label}
        value={mode}
        onValueChange={(value) => {
          if (value in COMPARE_MODES) run("setMode", value as CompareMode);
        }}
      >
        {(Object.keys(COMPARE_MODES) as CompareMode[]).map((id) => {
          const Icon = ICONS[id];
          const { label, does } = COMPARE_MODES[id];
          return (
            <ToggleGroupItem
              key={id}
              value={id}
              aria-label={label}
              title={`${label}: ${does}`}
              className={cn(TOOL_HEIGHT, "px-0 lg:pointer-fine:min-w-10")}
            >
              <Icon aria-hidden="true" />
            </ToggleGroupItem>
          );
        })}
      </ToggleGroup>
      <SideChoice label="First picture" sides={view.sides} chosen={first} onChoice={(id) => choose(first, id)} />
      <CommandTool command="swap" pressed={swapped}>
        <ArrowLeftRight aria-hidden="true" />
      </CommandTool>
      <SideChoice label="Second picture" sides={view.sides} chosen={second} onChoice={(id) => choose(second, id)} />
      {changes && (
        <CommandTool command="turn" pressed={view.state.turned}>
          <RotateCw aria-hidden="true" />
        </CommandTool>
      )}
      <CommandTool command="stopComparing">
        <X aria-hidden="true" />
      </CommandTool>
    </div>
  );
}

type SideChoiceProps = { label: string; sides: readonly Side[]; chosen: Side; onChoice: (id: string) => void };

/** Any of the pictures, by its number and words. */
function SideChoice({ label, sides, chosen, onChoice }: SideChoiceProps) {
  const known = sides.some(({ id }) => id === chosen.id) ? sides : [chosen, ...sides];
  return (
    <select
      aria-label={label}
      value={chosen.id}
      onChange={(event) => onChoice(event.target.value)}
      className={cn(
        TOOL_HEIGHT,
        "max-w-40 min-w-0 rounded-md border border-input bg-card px-2 text-sm outline-offset-2",
      )}
    >
      {known.map((side) => (
        <option key={side.id} value={side.id}>
          {nameOfSide(side)}
        </option>
      ))}
    </select>
  );
}

const nameOfSide = ({ words, shown: { label } }: Side): string => (words === undefined ? label : `${label} · ${words}`);

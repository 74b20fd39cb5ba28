import { Grid2x2, Maximize, Minus, Plus, Square } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { lower } from "../client/formats";
import { COMMANDS } from "../commands";
import { useEditor } from "../editor-context";
import { useLook } from "./pane";
import { CommandTool } from "./command-tool";
import { GROUNDS } from "./grounds";
import { ICON_TOOL, TOOL_HEIGHT } from "./tool";

/** How large the picture is seen, and on what ground: every gesture once more, as a button. */
export function ZoomTools() {
  const { lens } = useEditor();
  const { isFitted } = useLook(lens);
  return (
    <div role="group" aria-label="Zoom" className="flex flex-wrap items-center justify-center gap-0.5">
      <CommandTool command="zoomOut">
        <Minus aria-hidden="true" />
      </CommandTool>
      <PercentField />
      <CommandTool command="zoomIn">
        <Plus aria-hidden="true" />
      </CommandTool>
      <CommandTool command="zoomActual" label={`1:1, ${lower(COMMANDS.zoomActual.label)}`}>
        <span aria-hidden="true" className="text-xs tabular-nums">
          1:1
        </span>
      </CommandTool>
      <CommandTool command="zoomFit" pressed={isFitted}>
        <Maximize aria-hidden="true" />
      </CommandTool>
      <GroundButton />
    </div>
  );
}

/** The percent as it is in every moment, and a field to say it. */
function PercentField() {
  const { run, lens } = useEditor();
  const field = useRef<HTMLInputElement>(null);
  /** What stood there when somebody came to it: whoever changes nothing wants nothing. */
  const found = useRef("");
  useEffect(() => {
    const show = () => {
      const { current } = field;
      if (current !== null && document.activeElement !== current) current.value = `${Math.round(lens.percent())} %`;
    };
    show();
    // Written past React: it changes with every frame.
    const stops = [lens.onFrame(show), lens.onRest(show)];
    return () => stops.forEach((stop) => stop());
  }, [lens]);

  const take = ({ currentTarget: box }: { currentTarget: HTMLInputElement }) => {
    const percent = Number.parseFloat(box.value.replace(",", "."));
    if (box.value !== found.current && percent > 0) run("zoomTo", percent);
    // There are limits: it says what has come of it.
    found.current = `${Math.round(lens.percent())} %`;
    box.value = found.current;
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") {
      event.preventDefault();
      take(event);
    }
    if (event.key === "Escape") {
      event.currentTarget.value = found.current;
      event.currentTarget.blur();
    }
  };
  return (
    <input
      ref={field}
      aria-label="Zoom in percent"
      inputMode="numeric"
      autoComplete="off"
      defaultValue="100 %"
      onFocus={({ currentTarget }) => {
        found.current = currentTarget.value;
        currentTarget.select();
      }}
      onBlur={take}
      onKeyDown={press}
      className={cn(
        TOOL_HEIGHT,
        "w-16 rounded-md border border-transparent bg-transparent text-center text-sm tabular-nums outline-offset-2 hover:border-input focus:border-input focus:bg-card",
      )}
    />
  );
}

/** What is seen where a picture is transparent: one after the other. */
function GroundButton() {
  const { view, run } = useEditor();
  const { ground } = view.state;
  const { label, next } = GROUNDS[ground];
  return (
    <Button
      variant="ghost"
      className={ICON_TOOL}
      aria-label={`Ground: ${lower(label)}. Change to ${lower(GROUNDS[next].label)}`}
      title={`Ground where the picture is transparent: ${lower(label)}`}
      onClick={() => run("setGround", next)}
    >
      {ground === "checks" ? (
        <Grid2x2 aria-hidden="true" />
      ) : (
        <Square aria-hidden="true" className={ground === "black" ? "fill-black" : "fill-white"} />
      )}
    </Button>
  );
}

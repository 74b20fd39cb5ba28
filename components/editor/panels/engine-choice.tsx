import { ChevronDown, Cpu } from "lucide-react";
import { laterPart } from "@/components/later-part";
import { AUTOMATIC } from "../client/offers";
import type { EnginePickerProps } from "./engine-picker";

/**
 * The way to pick an engine; what it will look like holds the place until it can be used. Most servers have one engine:
 * the list comes where there is something to choose.
 */
export const EngineChoice = laterPart<EnginePickerProps>(() => import("./engine-picker"), { meanwhile: Placeholder });

function Placeholder() {
  return (
    <span
      aria-hidden="true"
      className="inline-flex h-11 items-center gap-1.5 px-2.5 text-sm font-medium text-muted-foreground opacity-55 max-sm:px-1.5 [&_svg]:size-4"
    >
      <Cpu className="max-sm:hidden" />
      {AUTOMATIC}
      <ChevronDown />
    </span>
  );
}

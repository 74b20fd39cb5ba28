"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { type Theme, applyTheme, readTheme } from "@/components/theme";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";

const CHOICES = [
  { theme: "system", label: "Like the system", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const satisfies { theme: Theme; label: string; Icon: typeof Sun }[];

/** System, light or dark. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(
    watchRoot,
    () => readTheme(document.documentElement.dataset.theme),
    () => "system",
  );
  return (
    <ToggleGroup
      type="single"
      aria-label="Theme"
      value={theme}
      onValueChange={(value) => {
        if (value !== "") applyTheme(readTheme(value));
      }}
    >
      {CHOICES.map(({ theme: value, label, Icon }) => (
        <ToggleGroupItem key={value} value={value} aria-label={label} title={label} className="px-0">
          <Icon aria-hidden="true" />
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  );
}

function watchRoot(onChange: () => void) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useContext, useLayoutEffect, useRef } from "react";
import { type Theme, applyTheme, readTheme } from "@/components/theme";
import { ThemeContext } from "@/components/theme-context";

const CHOICES = [
  { theme: "system", label: "Like the system", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const satisfies { theme: Theme; label: string; Icon: typeof Sun }[];

/**
 * System, light or dark, behind one quiet button: a popover and radio buttons of the browser's own, which can be pressed
 * before the page has come alive. The style sheet follows them at once (`app/globals.css`); kept is the choice from here.
 */
export function ThemeSwitch() {
  const sent = useContext(ThemeContext);
  const group = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const inputs = [...(group.current?.querySelectorAll("input") ?? [])];
    const pressed = inputs.find(({ checked }) => checked)?.value;
    // Pressed before the page had come alive.
    if (pressed !== undefined && pressed !== sent) return applyTheme(readTheme(pressed));
    const theme = readTheme(document.documentElement.dataset["theme"]);
    for (const input of inputs) input.checked = input.value === theme;
  }, [sent]);
  return (
    <>
      <button
        type="button"
        popoverTarget="theme"
        aria-label="Theme"
        title="Theme"
        className="inline-flex size-11 max-sm:size-[44px] items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-accent-foreground [&_svg]:size-4"
      >
        <Sun aria-hidden="true" />
      </button>
      <div
        ref={group}
        role="radiogroup"
        aria-label="Theme"
        id="theme"
        popover="auto"
        className="fixed inset-auto top-(--header-height) right-3 m-0 rounded-lg border bg-popover p-1 text-popover-foreground shadow-float"
      >
        {CHOICES.map(({ theme, label, Icon }) => (
          <span key={theme} className="relative inline-flex size-11 items-center justify-center">
            <input
              type="radio"
              name="theme"
              value={theme}
              aria-label={label}
              title={label}
              defaultChecked={theme === sent}
              onChange={() => applyTheme(theme)}
              className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-md"
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-0.5 grid place-items-center rounded-md border border-transparent text-muted-foreground transition-colors peer-checked:border-input peer-checked:bg-accent peer-checked:text-accent-foreground peer-hover:text-foreground forced-colors:peer-checked:outline-2"
            >
              <Icon className="size-4" />
            </span>
          </span>
        ))}
      </div>
    </>
  );
}

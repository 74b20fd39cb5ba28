"use client";

import { createContext, type ReactNode } from "react";
import type { Theme } from "@/components/theme";

/** The theme that the page was sent with. */
export const ThemeContext = createContext<Theme>("system");

/** Tells all of a page which theme it was sent with. */
export function ThemeProvider({ theme, children }: { theme: Theme; children: ReactNode }) {
  return <ThemeContext value={theme}>{children}</ThemeContext>;
}

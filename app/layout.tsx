import "./globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ThemeProvider } from "@/components/theme-context";
import { THEME_COOKIE, readTheme } from "@/components/theme";

/** Letters of western Europe; what else is typed has the system's. */
const letters = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-sans",
});

// Pages write their own <title>: the editor's changes with what it shows.
export const metadata: Metadata = {
  description: "Drop in a photo, say in plain words what to change, and see it happen.",
  applicationName: "Mizual",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#111416" },
  ],
};

/** The theme comes by a cookie, so that the first byte is right: no flash, no inline script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" className={letters.variable} {...(theme === "system" ? {} : { "data-theme": theme })}>
      <body>
        <ThemeProvider theme={theme}>{children}</ThemeProvider>
      </body>
    </html>
  );
}

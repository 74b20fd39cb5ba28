import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { ThemeProvider } from "./theme-context";
import { ThemeSwitch } from "./theme-switch";

const shown = () => document.documentElement.dataset["theme"] ?? "system";

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

describe("ThemeSwitch", () => {
  it("takes a theme that was pressed before the page had come alive", () => {
    const page = (
      <ThemeProvider theme="light">
        <ThemeSwitch />
      </ThemeProvider>
    );
    document.documentElement.dataset["theme"] = "light";
    const container = document.createElement("div");
    document.body.append(container);
    container.innerHTML = renderToString(page);
    const dark = container.querySelector<HTMLInputElement>("[value=dark]");
    dark?.click();
    render(page, { container, hydrate: true });
    expect(shown()).toBe("dark");
    expect(dark?.checked).toBe(true);
  });

  it("shows the one that is in force where nobody pressed anything, and follows who does", async () => {
    document.documentElement.dataset["theme"] = "dark";
    render(<ThemeSwitch />);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Dark" }).checked).toBe(true);
    await userEvent.click(screen.getByRole("radio", { name: "Like the system" }));
    expect(shown()).toBe("system");
  });
});

import { readFileSync, statSync } from "node:fs";
import userEvent from "@testing-library/user-event";
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Phrases } from "./phrases";
import sheets from "./sheets.json";

const vocabulary = [
  {
    family: "light and contrast",
    entries: [
      { title: "brightness", examples: ["make it a bit brighter", "it's too dark"], parts: "also" as const },
      { title: "contrast", examples: ["more contrast"], parts: "also" as const },
    ],
  },
  { family: "crop and frames", entries: [{ title: "crop", examples: ["crop to 16:9"], parts: "never" as const }] },
];

const titles = () => screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent);

describe("Phrases", () => {
  it("begins with what the address looks for, and looks through the rest as one types", async () => {
    render(<Phrases vocabulary={vocabulary} editor="/" wanted="contrast" />);
    expect(titles()).toEqual(["brightness", "contrast"]);
    const box = screen.getByRole("searchbox", { name: "Look for" });
    await userEvent.clear(box);
    expect(titles()).toEqual(["brightness", "contrast", "crop"]);
    await userEvent.type(box, "Dark, TOO");
    expect(titles()).toEqual(["brightness"]);
    expect(screen.getByRole("status").textContent).toBe("1 thing that it can do");
  });

  it("leads to the editor that one comes from, with the phrase", () => {
    render(<Phrases vocabulary={vocabulary} editor="/edits/1" wanted="" />);
    const link = screen.getByRole("link", { name: "“crop to 16:9”" });
    expect(link.getAttribute("href")).toBe("/edits/1?prompt=crop+to+16%3A9");
  });

  it("offers to ask all the same where nothing is found", () => {
    render(<Phrases vocabulary={vocabulary} editor="/" wanted="zorgle" />);
    expect(screen.queryByRole("heading")).toBeNull();
    expect(screen.getByRole("link", { name: /all the same/ }).getAttribute("href")).toBe("/?prompt=zorgle");
  });

  it("hands over what is asked for all the same where it lies over the editor", async () => {
    const picked: string[] = [];
    render(<Phrases vocabulary={vocabulary} editor="/" wanted=" zorgle" onPick={(phrase) => picked.push(phrase)} />);
    await userEvent.click(screen.getByRole("link", { name: /all the same/ }));
    expect(picked).toEqual(["zorgle"]);
  });
});

describe("the sheets of pictures", () => {
  it("are there, one for each family of the list, and small together", () => {
    const sizes = Object.keys(sheets).map((name) => statSync(`public/guide/${name}.avif`).size);
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  });

  it("have their source named", () => {
    expect(readFileSync("public/guide/SOURCES.md", "utf8")).toContain("packages/engine/tests/photographs/SOURCES.md");
  });
});

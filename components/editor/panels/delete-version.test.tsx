import userEvent from "@testing-library/user-event";
import { render, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { DeleteVersion } from "./delete-version";

const opener = () => screen.getByRole("button", { name: "Delete now" });

describe("DeleteVersion", () => {
  it("asks first, says what goes, and deletes only when told", async () => {
    const onDelete = vi.fn<() => Promise<void>>(async () => undefined);
    render(<DeleteVersion name="Version 3" hasFollowUps onDelete={onDelete} />);
    await userEvent.click(opener());
    const dialog = await screen.findByRole("alertdialog", { name: "Delete version 3 now?" });
    expect(dialog.textContent).toContain("Versions made from it stay");
    expect(dialog.textContent).toContain("You can undo this for 15 seconds");
    expect(onDelete).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Delete version 3" }));
    expect(onDelete).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  it("closes on Escape and gives the focus back", async () => {
    const onDelete = vi.fn<() => Promise<void>>(async () => undefined);
    render(<DeleteVersion name="Version 1" hasFollowUps={false} onDelete={onDelete} />);
    await userEvent.click(opener());
    await screen.findByRole("alertdialog");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener()));
    expect(onDelete).not.toHaveBeenCalled();
  });
});

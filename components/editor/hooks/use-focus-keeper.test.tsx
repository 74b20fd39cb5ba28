import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFocusKeeper } from "./use-focus-keeper";

const find = (selector: string): HTMLElement => {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`Nothing is ${selector}`);
  return found;
};
/** Lets the keeper see what has changed. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

let keeper: { stop: () => void };

beforeEach(() => {
  document.body.innerHTML = `
    <main><section><form><button id="up">Yes</button></form></section><button id="other">Other</button></main>
    <div id="portal"><button id="confirm">Delete</button></div>`;
  keeper = createFocusKeeper(document);
});
afterEach(() => {
  keeper.stop();
  document.body.innerHTML = "";
});

describe("createFocusKeeper", () => {
  it("gives the focus to what is nearest around a button that is taken away", async () => {
    find("#up").focus();
    find("form").remove();
    await settle();
    expect(document.activeElement).toBe(find("section"));
  });

  it("gives it to the page's main part where everything around is gone", async () => {
    find("#confirm").focus();
    find("#portal").remove();
    await settle();
    expect(document.activeElement).toBe(find("main"));
  });

  it("gives it back to a button that rested", async () => {
    const button = find("#up");
    button.focus();
    button.setAttribute("disabled", "");
    await settle();
    expect(document.activeElement).toBe(find("form"));
    button.removeAttribute("disabled");
    await settle();
    expect(document.activeElement).toBe(button);
  });

  it("does not take it from where somebody has gone meanwhile", async () => {
    const button = find("#up");
    button.focus();
    button.setAttribute("disabled", "");
    await settle();
    find("#other").focus();
    button.removeAttribute("disabled");
    await settle();
    expect(document.activeElement).toBe(find("#other"));
  });

  it("leaves alone who has put the focus nowhere", async () => {
    find("#up").focus();
    find("#up").blur();
    await settle();
    find("form").remove();
    await settle();
    expect(document.activeElement).toBe(document.body);
  });
});

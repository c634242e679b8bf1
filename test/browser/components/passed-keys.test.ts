import { afterEach, describe, expect, it } from "vitest";
import { passKey } from "../../../components/shell/passed-keys.ts";

afterEach(() => document.body.replaceChildren());

function page() {
  document.body.innerHTML =
    "<section><button>Bell</button><input><dialog><button>Close</button></dialog><main></main></section>";
  const find = (selector: string) => document.querySelector(selector) as HTMLElement;
  const inbox = find("main");
  const heard: string[] = [];
  inbox.addEventListener("keydown", (event) => {
    heard.push(event.key);
    if (event.key === "r") event.preventDefault();
  });
  find("section").addEventListener("keydown", (event) => passKey(event, inbox));
  /** True if the page is left to do what it does with the key. */
  const press = (selector: string, key: string) =>
    find(selector).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
    );
  return { heard, press };
}

describe("keys pressed beside the inbox", () => {
  it("BEY-8 letters on a button of the bar are the inbox's; what moves or presses the button is not", () => {
    const { heard, press } = page();
    expect(press("section > button", "r")).toBe(false);
    expect(press("section > button", "q")).toBe(true);
    for (const key of ["Enter", " ", "Tab", "ArrowDown", "Escape"]) press("section > button", key);
    expect(heard).toEqual(["r", "q"]);
  });

  it("BEY-8 never while typing, never from a dialog, and each only once", () => {
    const { heard, press } = page();
    press("input", "r");
    press("dialog button", "r");
    expect(heard).toEqual([]);
    press("main", "j");
    expect(heard).toEqual(["j"]);
  });
});

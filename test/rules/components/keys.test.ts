import { describe, expect, it } from "vitest";
import { type KeyMeaning, meaningOf, SHORTCUT_IDS, SHOWN_KEYS } from "../../../components/inbox/shortcuts.ts";

const element = (tagName: string, attributes: Record<string, string> = {}): EventTarget =>
  ({
    tagName,
    isContentEditable: false,
    getAttribute: (name: string) => attributes[name] ?? null,
  }) as unknown as EventTarget;

const press = (key: string, path: EventTarget[] = [], change = {}, pending: "g" | null = null): KeyMeaning =>
  meaningOf(
    {
      key,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      defaultPrevented: false,
      isComposing: false,
      repeat: false,
      ...change,
    },
    path,
    pending,
  );
const shortcut = (...args: Parameters<typeof press>): unknown => {
  const meaning = press(...args);
  return meaning !== null && meaning !== "g" && "shortcut" in meaning ? meaning.shortcut : meaning;
};

describe("keys", () => {
  it("BEY-8 answers to its keys", () => {
    const keys = ["j", "k", "r", "n", "e", "a", "t", "x", "z", "h", "u", "m", "i", "f", "w", "1", "4", "/", "?"];
    expect(keys.map((key) => shortcut(key))).toEqual([
      "next",
      "previous",
      "reply",
      "note",
      "resolve",
      "assign",
      "tag",
      "choose",
      "snooze",
      "handOver",
      "unread",
      "take",
      "details",
      "filter",
      "getNew",
      "status1",
      "status4",
      "search",
      "help",
    ]);
    expect(shortcut("q")).toBeNull();
    expect(shortcut("X", [], { shiftKey: true })).toBe("chooseRange");
    expect(shortcut("J")).toBe("next");
  });

  it("BEY-8 mean nothing while a menu or the emoji list is open, whose own they are", () => {
    const popover = (isOpen: boolean): EventTarget => Object.assign(element("SAPA-POPOVER"), { isOpen });
    const button = element("BUTTON");
    expect(shortcut("e", [button, popover(true)])).toBeNull();
    expect(shortcut("e", [button, popover(false)])).toBe("resolve");
    expect(shortcut("k", [button, popover(true)], { ctrlKey: true })).toBe("palette");
  });

  it("BEY-8 every key of the inbox stands on the sheet", () => {
    for (const id of SHORTCUT_IDS) expect([id, SHOWN_KEYS[id].length]).toEqual([id, expect.toSatisfy((n) => n > 0)]);
  });

  it("BEY-8 G and a letter lead elsewhere, and the second key is no shortcut", () => {
    expect(press("g")).toBe("g");
    expect(press("r", [], {}, "g")).toEqual({ go: "r" });
    expect(press("Escape", [], {}, "g")).toBeNull();
  });

  it("BEY-8 the palette opens by Ctrl or Command K, also out of a text field", () => {
    expect(shortcut("k", [element("TEXTAREA")], { ctrlKey: true })).toBe("palette");
    expect(shortcut("K", [], { metaKey: true })).toBe("palette");
    expect(shortcut("k", [], { ctrlKey: true, shiftKey: true })).toBeNull();
  });

  it("BEY-8 never fires while typing, composing or with a modifier", () => {
    for (const typed of ["TEXTAREA", "INPUT", "SELECT"]) {
      expect(press("e", [element(typed)])).toBeNull();
      expect(press("g", [element(typed)])).toBeNull();
    }
    expect(press("e", [element("DIV", { role: "textbox" })])).toBeNull();
    expect(press("e", [], { ctrlKey: true })).toBeNull();
    expect(press("e", [], { isComposing: true })).toBeNull();
    expect(press("e", [], { defaultPrevented: true })).toBeNull();
    expect(shortcut("x", [element("INPUT", { type: "checkbox" })])).toBe("choose");
  });

  it("BEY-8 a key that is held down moves on, and does nothing else twice", () => {
    expect(shortcut("j", [], { repeat: true })).toBe("next");
    expect(shortcut("e", [], { repeat: true })).toBeNull();
  });

  it("leaves arrows to what uses them", () => {
    expect(shortcut("ArrowDown")).toBe("next");
    expect(shortcut("ArrowDown", [element("BUTTON", { role: "tab" })])).toBeNull();
    expect(shortcut("ArrowDown", [element("DIV", { role: "region" })])).toBeNull();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { all, one, press, textOf, until } from "./mount.ts";
import { control, leaveSettings, mountWidget, write } from "./mount-settings.ts";

afterEach(leaveSettings);

const button = (name: string): Promise<void> => press("button", name);

describe("the preview", () => {
  const panel = (): string => textOf(".box >> .panel");
  const wide = { width: 1440, height: 900 };

  it("WIDGET-6 the real widget follows every change before it is saved, and nothing is asked of the visitor's server", async () => {
    const { webchat, server } = await mountWidget(wide);
    await until("the widget", () => panel() !== "");
    await userEvent.click(control("/online-custom"));
    await write("/online/en", "Ask us about coffee.");
    await until("the words", () => panel().includes("Ask us about coffee."));
    await write("/appearance/accent", "#0a7d4b");
    await until("the colour", () => getComputedStyle(one(".box >> .launcher")).backgroundColor === "rgb(10, 125, 75)");
    expect(webchat.get("int_1").version).toBe(1);
    expect([...server.sockets].every(({ roomId }) => roomId === null)).toBe(true);
    expect(Object.keys(localStorage).filter((key) => key.includes("int_1"))).toEqual([]);
  });

  it("WIDGET-6 WIDGET-7 shows both languages, both themes, a phone, and what stands outside office hours", async () => {
    await mountWidget(wide);
    await until("the widget", () => panel() !== "");
    const english = panel();
    await button("ID Indonesian");
    await until("the other language", () => panel() !== english);
    await button("Dark");
    await until("the dark", () => all(".box >> .dark").length > 0);
    await button("Phone");
    await until("the whole screen", () => {
      const [box] = all(".box");
      const [shown] = all(".box >> .panel.shown");
      return box && shown && Math.abs(box.clientWidth - shown.getBoundingClientRect().width) < 2;
    });
    const online = panel();
    await button("Offline");
    await until("the other words", () => panel() !== online);
  });

  it("WIDGET-11 WIDGET-18 shows the form when there is one, and the greeting at the closed launcher", async () => {
    await mountWidget(wide);
    await until("the widget", () => panel() !== "");
    expect(all(".choice button").some(({ textContent }) => textContent.trim() === "Form")).toBe(false);
    await userEvent.click(control("/prechat"));
    await button("Form");
    await until("the form", () => all(".box >> .panel form input").length >= 2);
    await userEvent.click(control("/greeting"));
    await userEvent.click(control("/greeting/text-custom"));
    await write("/greeting/text/en", "Fresh from Gayo!");
    await button("Closed");
    await until("the greeting", () => textOf(".box >> .peek").includes("Fresh from Gayo!"));
  });

  it("WIDGET-6 WIDGET-11 follows what is edited; what a person chose to see stays until another section is", async () => {
    await mountWidget(wide);
    const pressed = (): string => textOf('.scenes [aria-pressed="true"]');
    await userEvent.click(control("/prechat"));
    await until("the form", () => pressed() === "Form" && all(".box >> .panel form input").length >= 2);
    control("/offline-custom").focus();
    await until("who is away", () => pressed() === "Offline" && panel().includes("Leave us a message"));
    control("/appearance/accent").focus();
    await until("the colours of a chat", () => pressed() === "Chat");
    await userEvent.click(control("/greeting"));
    await until("the greeting", () => pressed() === "Closed" && all(".box >> .peek").length === 1);
    await button("Online");
    control("/greeting/text-custom").focus();
    await write("/name", "Toko");
    expect(pressed()).toBe("Online");
    control("/prechat").focus();
    await until("the form", () => pressed() === "Form");
    await userEvent.click(control("/prechat"));
    await until("no form to be seen", () => pressed() === "Online");
  });

  it("GEN-10 is folded where there is no room beside the form", async () => {
    await mountWidget({ width: 834 });
    expect(all(".box").some((box) => box.checkVisibility())).toBe(false);
    await button("Show preview");
    await until("the widget", () => panel() !== "");
    await button("Hide preview");
    await until("it folded", () => !one(".box").checkVisibility());
  });
});

describe("our words", () => {
  it("WIDGET-6 shows our words where nothing is customised, and own words begin with them in both languages", async () => {
    await mountWidget();
    const shown = all(".standard").map(({ textContent }) => textContent.trim());
    expect(shown[0]).toBe("In our words: Hello! How can we help? Write to us and we will answer right here.");
    await userEvent.click(control("/online-custom"));
    await until("them in the field", () => all('[data-pointer="/online/en"]').length === 1);
    expect(control("/online/en").value).toBe("Hello! How can we help? Write to us and we will answer right here.");
    await button("ID Indonesian");
    await until("the other language", () => all('[data-pointer="/online/id"]').length === 1);
    expect(control("/online/id").value).toMatch(/^Halo! Ada yang bisa kami bantu\? /);
    expect(textOf(".standard")).toMatch(/Tinggalkan pesan\. /);
  });
});

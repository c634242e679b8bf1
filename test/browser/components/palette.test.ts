import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { activeElement, all, leave, one, talkAll, textOf, until } from "./mount.ts";
import { start } from "./start-list.ts";

afterEach(leave);

describe("the palette and the sheet", () => {
  const typed = async (words: string): Promise<void> => {
    await userEvent.keyboard("{Control>}k{/Control}");
    await until("the palette", () => all("sapa-palette >> dialog[open]").length === 1);
    if (words !== "") await userEvent.keyboard(words);
  };
  const options = (): string[] => all("sapa-palette >> .option .grow").map((option) => option.textContent);

  it("BEY-8 offers nothing that the room's header would not", async () => {
    const { inbox } = await start();
    inbox.roomId = "room_00001";
    await until("the room", () => textOf("sapa-room-header >> h2") === "Joko Susilo");
    await typed("");
    await until("the actions", () => options().includes("Snooze"));
    // Nobody hands over what is not theirs.
    expect(options()).not.toContain("Hand over");
    expect(options()).toContain("Take over");
  });

  it("BEY-8 runs actions by their name", async () => {
    const { inbox } = await start();
    await typed("unassigned");
    await until("the action", () => options()[0] === "Show unassigned rooms");
    await userEvent.keyboard("{Enter}");
    await until("the choice", () => inbox.status === "unassigned");
    await until("closed", () => all("sapa-palette").length === 0);
  });

  it("BEY-8 finds rooms by name, also those that no list has loaded", async () => {
    const { server } = await start();
    const far = server.rooms.get("room_00000");
    if (far) {
      const contact = { ...far.contact, contactId: "con_far", name: "Quentin Faraway" };
      talkAll(server, [{ ...far, roomId: "room_far", contact, lastInboundAt: 1, lastActivityAt: 1 }], 2);
    }
    await typed("faraw");
    await until("the room", () => options()[0] === "Quentin Faraway");
    await userEvent.keyboard("{Enter}");
    await until("it is open", () => textOf("sapa-room-header >> h2") === "Quentin Faraway");
  });

  it("BEY-8 offers a room's actions only while one is open, and opens out of the text box", async () => {
    await start();
    await typed("");
    expect(options()).not.toContain("Reply");
    await userEvent.keyboard("{Escape}");
    await until("closed", () => all("sapa-palette").length === 0);
    await userEvent.keyboard("j");
    await until("the row", () => (activeElement() as HTMLElement).dataset.room === "room_00000");
    await userEvent.keyboard("{Enter}");
    await until("the room", () => all("sapa-composer >> textarea").length === 1);
    await userEvent.click(one("sapa-composer >> textarea"));
    await typed("reply");
    await until("the action", () => options()[0] === "Reply");
  });

  it("BEY-8, NAV-2 leads to the host's places by the palette and by G and a letter", async () => {
    const gone: string[] = [];
    const listen = (event: Event & { place: string }): number => gone.push(event.place);
    document.addEventListener("sapa-go", listen as never);
    await start({ properties: { places: [{ place: "settings", key: "s", label: "Settings" }] } });
    await userEvent.keyboard("gs");
    await typed("sett");
    await until("the place", () => options()[0] === "Settings");
    await userEvent.keyboard("{Enter}");
    await until("both", () => gone.length === 2);
    expect(gone).toEqual(["settings", "settings"]);
    document.removeEventListener("sapa-go", listen as never);
  });

  it("BEY-8 the sheet names the keys, and single keys can be switched off", async () => {
    await start();
    await userEvent.keyboard("?");
    await until("the sheet", () => all("sapa-shortcut-sheet >> dialog[open]").length === 1);
    expect(textOf("sapa-shortcut-sheet >> dl")).toContain("Z Snooze");
    await userEvent.click(one("sapa-shortcut-sheet >> [role=switch]"));
    await userEvent.keyboard("{Escape}");
    await until("closed", () => all("sapa-shortcut-sheet").length === 0);
    await userEvent.keyboard("j");
    expect((activeElement() as HTMLElement).dataset?.room).toBeUndefined();
    await userEvent.keyboard("{Control>}k{/Control}");
    await until("the palette", () => all("sapa-palette >> dialog[open]").length === 1);
  });
});

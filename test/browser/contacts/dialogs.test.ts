import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { summary } from "../../support/component-builders.ts";
import { activeElement, all, expectAccessible, named, one, press, textOf, until } from "../components/mount.ts";
import { control, errorOf, toast, write } from "../components/mount-settings.ts";
import { detailShown, leaveContacts, listShown, mountContacts, names } from "./mount-contacts.ts";

afterEach(leaveContacts);

const button = (name: string): Promise<void> => press("button", name);
const heading = (): string => textOf("dialog[open] h2");
const closed = (): Promise<void> => until("no dialog", () => all("dialog[open]").length === 0);

describe("a new contact", () => {
  const open = async () => {
    const mounted = await mountContacts({ prepare: (contacts) => contacts.addMany(3) });
    await listShown();
    await button("New contact");
    await until("the form", () => heading() === "New contact");
    return mounted;
  };

  it("CONTACT-3 wants a name and a way to reach them, each told at its field", async () => {
    const { contacts } = await open();
    expect(activeElement()).toBe(control("/name"));
    await button("Create contact");
    await until("both", () => errorOf("/phone") !== "");
    expect([errorOf("/name"), errorOf("/phone")]).toEqual([
      "This field is required",
      "Give a phone number or an email address",
    ]);
    await write("/name", "Sari Dewi");
    await write("/phone", "12");
    await button("Create contact");
    await until("the number's rule", () => errorOf("/phone") === "Write 628123456789");
    await write("/phone", "628123456789");
    await button("Create contact");
    await closed();
    await detailShown("Sari Dewi");
    await until("it in the list", () => names().includes("Sari Dewi"));
    expect(toast()).toContain("Sari Dewi was created");
    expect(contacts.writes.length).toBe(1);
  });

  it("CONTACT-3 a number that somebody has leads to them", async () => {
    const { element } = await open();
    await write("/name", "Joko again");
    await write("/phone", "628123456002");
    await button("Create contact");
    await until("who has it", () => textOf(".refused").includes("exists already."));
    expect(textOf(".refused").split("Joko Susilo").length - 1).toBe(1);
    await button("Open Joko Susilo");
    await detailShown("Joko Susilo");
    expect(element.contactId).toBe("con_0002");
  });
});

describe("merging", () => {
  const choose = async (contactId: string): Promise<void> => userEvent.click(one(`[data-choose="${contactId}"]`));

  it("CONTACT-5 two are chosen, both values of each field are shown, and what was chosen is sent", async () => {
    const { contacts, element } = await mountContacts({
      prepare: (contacts) => {
        contacts.add({ company: null, email: "rani@old.example" });
        contacts.add({ company: "Kopi Senja", isBlocked: true });
        contacts.add();
      },
    });
    await listShown();
    await choose("con_0001");
    await until("one", () => textOf(".chosen-bar").includes("Rani Puspita is chosen"));
    expect((named("button", "Merge") as HTMLButtonElement).disabled).toBe(true);
    await choose("con_0002");
    expect(one<HTMLInputElement>('[data-choose="con_0003"]').disabled).toBe(true);
    await button("Merge");
    await until("both", () => all("sapa-contact-merge >> fieldset").length > 3);
    expect(textOf("sapa-contact-merge >> legend")).toBe("Which one stays? | Full name | Phone | Email | Company");
    // The older one stays, with values that only the other one has.
    expect(textOf("sapa-contact-merge >> .side:has(:checked) .whose")).toBe("Joko Susilo");
    expect(textOf("sapa-contact-merge >> .moves")).toContain("One of the two is blocked");
    const sides = all<HTMLInputElement>("sapa-contact-merge >> input[name=name]");
    await userEvent.click(sides[0] as HTMLElement);
    await button("Merge into Joko Susilo");
    await detailShown("Rani Puspita");
    expect(contacts.writes[0]).toEqual({
      method: "POST",
      path: "/contacts/con_0002/merge",
      body: {
        otherId: "con_0001",
        keep: { name: "other", phone: "this", email: "other", company: "this" },
        versions: { this: 1, other: 1 },
      },
    });
    expect(element.contactId).toBe("con_0002");
    expect(contacts.contacts.get("con_0002")?.isBlocked).toBe(true);
    await until("the other gone", () => !all(".opener").some(({ dataset }) => dataset.open === "con_0001"));
    expect(all(".chosen-bar").length).toBe(0);
  });

  it("CONTACT-5 from a profile the other one is searched for", async () => {
    await mountContacts({ properties: { contactId: "con_0001" }, prepare: (contacts) => contacts.addMany(4) });
    await detailShown("Rani Puspita");
    await button("More about this contact");
    await button("Merge with another contact");
    await until("the search", () => all(".find input").length > 0);
    await userEvent.type(one(".find input"), "joko");
    await until("who was found", () => textOf(".candidate").includes("Joko Susilo"));
    await userEvent.click(one(".candidate"));
    await until("both", () => all("sapa-contact-merge >> fieldset").length > 1);
  });

  it("GEN-11 if one was changed meanwhile the newest values are shown, and nothing was merged", async () => {
    const { contacts } = await mountContacts({ prepare: (contacts) => contacts.addMany(2) });
    await listShown();
    await choose("con_0001");
    await choose("con_0002");
    await button("Merge");
    await until("both", () => all("sapa-contact-merge >> fieldset").length > 1);
    contacts.changeBehind("con_0002", { company: "New here" });
    await button("Merge into Joko Susilo");
    await until("the notice", () => textOf(".notice").includes("changed meanwhile"));
    expect(textOf("sapa-contact-merge >> legend")).toContain("Company");
    expect(contacts.contacts.size).toBe(2);
  });
});

describe("erasing", () => {
  const open = async (prepare: Parameters<typeof mountContacts>[0] = {}) => {
    const mounted = await mountContacts({
      properties: { contactId: "con_0001" },
      ...prepare,
    });
    await detailShown("Rani Puspita");
    await button("More about this contact");
    await button("Delete contact");
    await until("the question", () => heading() === "Delete Rani Puspita?");
    return mounted;
  };

  it("PRIVACY-6 wants the name typed exactly, then the person is gone for good", async () => {
    const { contacts, element } = await open({ prepare: (contacts) => contacts.addMany(2) });
    await userEvent.keyboard("rani puspita{Enter}");
    await until("the rule", () => textOf("sapa-contact-erase >> .field-error").includes("Type exactly"));
    expect(contacts.writes).toEqual([]);
    await userEvent.clear(one("sapa-contact-erase >> input"));
    await userEvent.type(one("sapa-contact-erase >> input"), "Rani Puspita");
    await button("Delete for good");
    await closed();
    await until("the list alone", () => element.contactId === null && names().join() === "Joko Susilo");
    expect(toast()).toContain("Rani Puspita was deleted");
  });

  const openedRoom = (element: HTMLElement): (() => string | null) => {
    let roomId: string | null = null;
    element.addEventListener("sapa-room-opened", (event) => {
      roomId = (event as unknown as { roomId: string }).roomId;
    });
    return () => roomId;
  };

  it("CONTACT-7 while a room is open it says so before anything is typed, and leads there", async () => {
    const room = summary({ roomId: "room_open", status: "assigned" });
    const { contacts, element } = await mountContacts({
      properties: { contactId: "con_0001" },
      prepare: (contacts) => contacts.add({ rooms: [room, summary({ roomId: "room_done", status: "resolved" })] }),
    });
    const opened = openedRoom(element);
    await detailShown("Rani Puspita");
    await button("More about this contact");
    await button("Delete contact");
    await until("why not", () => heading() === "Rani Puspita cannot be deleted yet");
    expect(textOf("sapa-contact-erase >> .text")).toContain("A room of this contact is still open");
    expect(all("sapa-contact-erase >> input, sapa-contact-erase >> .destructive")).toEqual([]);
    expect(all("sapa-contact-erase >> button.room")).toHaveLength(1);
    expect(activeElement()).toBe(one("sapa-contact-erase >> button.room"));
    await expectAccessible();
    await userEvent.keyboard("{Enter}");
    await until("it told", () => opened() === "room_open");
    await closed();
    expect(contacts.writes).toEqual([]);
  });

  it("CONTACT-7 a room that was opened meanwhile refuses it, and is one click away", async () => {
    const { contacts, element } = await open({
      prepare: (contacts) => {
        contacts.add();
        contacts.openRooms.set("con_0001", { rooms: 2, roomId: "room_open" });
      },
    });
    const opened = openedRoom(element);
    await userEvent.keyboard("Rani Puspita{Enter}");
    await until("why not", () => textOf("sapa-contact-erase >> .text").includes("2 rooms"));
    expect(contacts.contacts.size).toBe(1);
    await button("Open the room");
    await until("it told", () => opened() === "room_open");
  });
});

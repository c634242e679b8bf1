import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type {
  SapaContactOpenedEvent,
  SapaFilterChangedEvent,
  SapaRoomOpenedEvent,
} from "../../../components/events.ts";
import { summary } from "../../support/component-builders.ts";
import { activeElement, all, one, pause, press, textOf, until } from "../components/mount.ts";
import { detailShown, leaveContacts, listShown, mountContacts, names } from "./mount-contacts.ts";

afterEach(leaveContacts);

const search = (): HTMLInputElement => one<HTMLInputElement>(".search .field");

describe("the list", () => {
  it("CONTACT-2 shows name, channel, phone or account, division and last change, the newest change first", async () => {
    await mountContacts({
      prepare: (contacts, server) => {
        server.divisions = [
          { divisionId: "div_1", name: "Sales", supervisorId: null, agentIds: [], integrationIds: null, version: 1 },
        ];
        contacts.add({ name: "Rani Puspita", phone: "628111", account: "628111", divisionId: "div_1" });
        contacts.add({
          name: "Joko",
          phone: null,
          account: null,
          email: "joko@toko.example",
          channels: ["wa_cloud", "ig"],
        });
      },
    });
    await listShown();
    await until("the names of divisions", () => textOf(".row .division").includes("Sales"));
    expect(textOf("[role=columnheader]")).toBe("Merge | Name | Channel | Phone or account | Division | Last updated");
    expect(names()).toEqual(["Rani Puspita", "Joko"]);
    expect(textOf("[role=cell].account")).toBe("628111 | joko@toko.example");
    expect(textOf("[role=cell].division")).toBe("Sales | General");
    expect(textOf("[role=cell].channels")).toContain("WhatsApp");
  });

  it("LIST-18 a name that the channel does not tell is n/a, and says why; a visitor has a code", async () => {
    await mountContacts({
      prepare: (contacts) => {
        contacts.add({ name: null, channels: ["ig"] });
        contacts.add({ contactId: "con_xxab12", name: null });
      },
    });
    await listShown();
    expect(names()).toEqual(["n/a: The channel does not tell this name", "Visitor AB12"]);
    expect(one(".opener").dataset.tip).toBe("The channel does not tell this name");
  });

  it("GEN-8 loads 50 at a time as one scrolls, and keeps a bounded number of rows in the page", async () => {
    const { server } = await mountContacts({ prepare: (contacts) => contacts.addMany(5000) });
    await listShown();
    const viewport = one(".viewport");
    for (let turn = 0; turn < 12; turn += 1) {
      viewport.scrollTop = viewport.scrollHeight;
      await pause(30);
    }
    await until("several pages", () => server.requests.filter((one) => one.includes("cursor=")).length >= 3);
    expect(all(".opener").length).toBeLessThan(60);
    expect(one("[role=table]").getAttribute("aria-rowcount")).toBe("-1");
    expect(
      server.requests.filter((one) => one.startsWith("GET /contacts")).every((one) => !one.includes("limit=1000")),
    ).toBe(true);
  });

  it("GEN-10 arrows move through the list, Enter opens, Home and End reach its ends", async () => {
    const { element } = await mountContacts({ prepare: (contacts) => contacts.addMany(30) });
    await listShown();
    await userEvent.keyboard("/");
    expect(activeElement()).toBe(search());
    await userEvent.keyboard("{ArrowDown}");
    await until("the first row", () => (activeElement() as HTMLElement).dataset.open === "con_0001");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await until("the third", () => (activeElement() as HTMLElement).dataset.open === "con_0003");
    await userEvent.keyboard("{End}");
    await until("the last", () => (activeElement() as HTMLElement).dataset.open === "con_0030");
    await userEvent.keyboard("{Home}");
    await until("the first again", () => (activeElement() as HTMLElement).dataset.open === "con_0001");
    await userEvent.keyboard("{Enter}");
    await detailShown("Rani Puspita");
    expect(element.contactId).toBe("con_0001");
    expect(activeElement()).toBe(one('[data-open="con_0001"]'));
  });

  it("NAV-2 search, filter and order are an address, told when they change and taken when they are given", async () => {
    const { element, server } = await mountContacts({
      prepare: (contacts) => {
        contacts.addMany(10);
        contacts.add({ name: "Rani Kedua", channels: ["ig"] });
      },
    });
    const told: string[] = [];
    element.addEventListener("sapa-filter-changed", (event) => told.push((event as SapaFilterChangedEvent).filter));
    await listShown();
    await userEvent.type(search(), "rani");
    await until("what was typed", () => told.at(-1) === "q=rani");
    await until("those found", () => names().length === 2);
    await userEvent.click(one(".tools .filter button"));
    await userEvent.selectOptions(one('[data-pointer="/channel"]'), "ig");
    await until("the one", () => names().join() === "Rani Kedua");
    expect(told.at(-1)).toBe("q=rani&channel=ig");
    expect(textOf(".chips .chip")).toBe("Instagram");
    await userEvent.keyboard("{Escape}");
    await press("button", "Remove from the filter: Instagram");
    await until("those found again", () => names().length === 2);
    element.filter = "q=joko&sort=name";
    await until("another search", () => names()[0] === "Joko Susilo");
    expect(search().value).toBe("joko");
    expect(server.requests.at(-1)).toContain("sort=name");
  });

  it("LIST-1 typing goes on while answers come, and blanks between words stay", async () => {
    await mountContacts({ prepare: (contacts) => contacts.addMany(3) });
    await listShown();
    await userEvent.type(search(), "rani ");
    await until("its answer", () => names().length === 1);
    await userEvent.type(search(), "p");
    expect(search().value).toBe("rani p");
    await userEvent.keyboard("{Escape}");
    await until("all", () => names().length === 3);
    expect(search().value).toBe("");
  });

  it("GEN-7 nothing yet, nothing found and a failure each say what to do", async () => {
    const { contacts, server, element } = await mountContacts();
    await until("empty", () => textOf(".state").includes("No contacts yet"));
    contacts.add();
    element.filter = "q=nobody";
    await until("none found", () => textOf(".state").includes("No contact matches"));
    await press("button", "Show all contacts");
    await listShown();
    server.failing.set("/contacts", { status: 503, code: "unavailable" });
    element.filter = "q=rani";
    await until("the failure", () => textOf(".state").includes("could not be loaded"));
    server.failing.clear();
    await press("button", "Try again");
    await listShown();
  });

  it("ROLE-16 an agent sees that contacts are not theirs, and nothing is asked for", async () => {
    const { server } = await mountContacts({ role: "agent", prepare: (contacts) => contacts.addMany(3) });
    await until("the sentence", () => textOf(".state").includes("Only admins and supervisors work with contacts."));
    expect(server.requests.some((one) => one.includes("/contacts"))).toBe(false);
  });

  it("EMBED-6 read only leaves out all that changes", async () => {
    await mountContacts({ attributes: { "read-only": "" }, prepare: (contacts) => contacts.addMany(3) });
    await listShown();
    expect(all(".tools .primary").length + all(".tick").length).toBe(0);
    await userEvent.click(one(".opener"));
    await detailShown("Rani Puspita");
    expect(one<HTMLInputElement>('[data-pointer="/name"]').disabled).toBe(true);
    expect(textOf("sapa-contact-detail >> form")).toContain("You may look at this contact, not change it.");
  });

  it("GEN-4 what a room tells of its contact shows without reloading, in list and profile", async () => {
    const { contacts, server } = await mountContacts({
      prepare: (contacts) => {
        contacts.addMany(3);
      },
    });
    await listShown();
    await userEvent.click(one('[data-open="con_0002"]'));
    await detailShown("Joko Susilo");
    contacts.changeBehind("con_0002", { name: "Joko Santoso" });
    const room = summary({ roomId: "room_j" });
    const { phone } = contacts.contacts.get("con_0002") ?? { phone: null };
    server.change({ ...room, contact: { ...room.contact, contactId: "con_0002", name: "Joko Santoso", phone } });
    await until("the row", () => names().includes("Joko Santoso"));
    await detailShown("Joko Santoso");
    expect(one<HTMLInputElement>('[data-pointer="/name"]').value).toBe("Joko Santoso");
  });

  it("EMBED-7 opening and closing a contact, and choosing a room, are told", async () => {
    const room = summary({ roomId: "room_1" });
    const { element } = await mountContacts({
      width: 800,
      prepare: (contacts) => void contacts.add({ rooms: [room] }),
    });
    const told: (string | null)[] = [];
    element.addEventListener("sapa-contact-opened", (event) => told.push((event as SapaContactOpenedEvent).contactId));
    element.addEventListener("sapa-room-opened", (event) => told.push((event as SapaRoomOpenedEvent).roomId));
    await listShown();
    await userEvent.click(one(".opener"));
    await detailShown("Rani Puspita");
    await until("the focus on the name", () => activeElement()?.localName === "h2");
    await userEvent.click(one("button.room"));
    await press("button", "All contacts");
    await until("the row's focus", () => (activeElement() as HTMLElement | null)?.dataset.open === "con_0001");
    expect(told).toEqual(["con_0001", "room_1", null]);
  });
});

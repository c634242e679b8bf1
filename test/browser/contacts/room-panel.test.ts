import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaContactOpenedEvent } from "../../../components/events.ts";
import type { RoomContact, SaveRoomContact } from "../../../protocol/contacts.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { summary } from "../../support/component-builders.ts";
import type { FakeServer } from "../components/fake-server.ts";
import { all, expectAccessible, leave, mount, one, press, textOf, until } from "../components/mount.ts";
import { control, errorOf, write } from "../components/mount-settings.ts";

afterEach(leave);

const READS = "GET /rooms/room_a/contact";
const ME = { memberId: "mem_me", name: "Bagas Pratama" };
const actor = { type: "member" as const, id: "mem_ayu", name: "Ayu Kartika" };

type Known = { saved: SaveRoomContact[]; changeBehind: (patch: Partial<RoomContact>) => void };

function contactOf(server: FakeServer): Known {
  let contact: RoomContact = {
    contactId: "con_abcd",
    company: "Toko Rani",
    divisionId: null,
    fields: { f_card: "K-1" },
    definitions: [
      { fieldId: "f_card", label: "Card", type: "text", options: [], isRequired: true, isHidden: false },
      { fieldId: "f_points", label: "Points", type: "number", options: [], isRequired: false, isHidden: false },
    ],
    version: 1,
  };
  const saved: SaveRoomContact[] = [];
  server.extra.set("GET /rooms/room_a/contact", () => contact);
  server.extra.set("PUT /rooms/room_a/contact", (_, body) => {
    saved.push(body as SaveRoomContact);
    contact = { ...contact, company: (body as SaveRoomContact).company, version: contact.version + 1 };
    return contact;
  });
  const changeBehind = (patch: Partial<RoomContact>): void => {
    contact = { ...contact, ...patch, version: contact.version + 1 };
  };
  return { saved, changeBehind };
}

/** An agent with the room of the contact open. */
async function openAsAgent(told: Partial<RoomSummary["contact"]> = {}) {
  let known!: Known;
  const { server } = await mount({
    role: "agent",
    width: 1440,
    attributes: { "room-id": "room_a" },
    prepare: (server) => {
      const { contact } = summary();
      server.add(summary({ status: "assigned", participants: [ME], contact: { ...contact, ...told } }));
      known = contactOf(server);
    },
  });
  await until("company and card", () => panel().includes("Toko Rani"));
  return { server, known };
}

async function edit(): Promise<void> {
  await press("sapa-room-contact >> button", "Edit profile");
  await until("the form", () => all('sapa-room-contact-form >> [data-pointer="/company"]').length > 0);
}

const toldTo = (server: FakeServer): unknown[] =>
  server.frames.flatMap((frame) => (frame.type === "command" ? [frame.command] : []));
const timeline = (): string => all("sapa-timeline")[0]?.shadowRoot?.textContent.replace(/\s+/g, " ") ?? "";
const panel = (): string => textOf("sapa-room-contact >> dl");

describe("the contact in an open room", () => {
  it("CONTACT-2 ROLE-16 an agent of the room sees and edits company and own fields", async () => {
    const { known } = await openAsAgent();
    expect(panel()).toContain("K-1");
    await edit();
    expect(all("sapa-room-contact >> .edit").length).toBe(0);
    await expectAccessible();
    await write("/fields/f_card", "");
    await userEvent.click(one("sapa-room-contact-form >> [type=submit]"));
    await until("the rule", () => errorOf("/fields/f_card") === "This field is required");
    expect(known.saved).toEqual([]);
    await write("/fields/f_card", "K-1");
    await write("/company", "Toko Rani Jaya");
    expect(control("/company").value).toBe("Toko Rani Jaya");
    await userEvent.click(one("sapa-room-contact-form >> [type=submit]"));
    await until("it saved", () => panel().includes("Toko Rani Jaya"));
    expect(known.saved).toEqual([{ company: "Toko Rani Jaya", fields: { f_card: "K-1", f_points: null }, version: 1 }]);
    expect((one("sapa-room-contact >> .edit").getRootNode() as ShadowRoot).activeElement?.className).toContain("edit");
  });

  it("ROOM-23 name and company are saved by one form: the room is told the one, the contact the other", async () => {
    const { server, known } = await openAsAgent();
    await edit();
    await write("/name", "Rani Kusuma");
    await write("/company", "Toko Rani Jaya");
    await userEvent.keyboard("{Enter}");
    await until("both", () => textOf("sapa-customer-profile >> dl").includes("Rani Kusuma"));
    await until("the company", () => panel().includes("Toko Rani Jaya"));
    expect(known.saved).toHaveLength(1);
    await until("the command", () => toldTo(server).length > 0);
    expect(toldTo(server)).toEqual([{ type: "contact.update", name: "Rani Kusuma" }]);
  });

  it("CONTACT-8 what masking hides stands in the form to be read, and is never sent", async () => {
    const { server } = await openAsAgent({ phone: "62812****89", email: "ra****le" });
    await edit();
    const form = (): string => textOf("sapa-room-contact-form >> form");
    expect(form()).toContain("62812****89");
    expect(form()).toContain("Partly hidden");
    expect(all('sapa-room-contact-form >> [data-pointer="/phone"]')).toEqual([]);
    expect(all('sapa-room-contact-form >> [data-pointer="/email"]')).toEqual([]);
    await expectAccessible();
    await write("/name", "Rani Kusuma");
    await userEvent.keyboard("{Enter}");
    await until("the name", () => textOf("sapa-customer-profile >> dl").includes("Rani Kusuma"));
    await until("the command", () => toldTo(server).length > 0);
    expect(toldTo(server)).toEqual([{ type: "contact.update", name: "Rani Kusuma" }]);
  });

  it("GEN-11 Escape asks before it throws away what was typed, and ends an untouched form at once", async () => {
    await openAsAgent();
    await edit();
    await userEvent.keyboard("{Escape}");
    await until("the facts", () => panel().includes("Toko Rani"));
    await edit();
    await write("/company", "Typed");
    await userEvent.keyboard("{Escape}");
    await until("the question", () => all("dialog[open]").length > 0);
    expect(control("/company").value).toBe("Typed");
  });

  it("CONTACT-2 GEN-4 what is saved elsewhere shows at once, and what is being typed stays", async () => {
    const { server, known } = await openAsAgent();
    await edit();
    await write("/company", "Typed");
    known.changeBehind({ company: "Saved elsewhere", fields: { f_card: "K-1", f_points: 12 } });
    server.toFeed({ type: "contact", contactId: "con_abcd" });
    await until("it was read", () => server.requests.filter((one) => one === READS).length > 1);
    expect(control("/company").value).toBe("Typed");
    await userEvent.click(one("sapa-room-contact-form >> [type=button]"));
    await until("the new values", () => panel().includes("Saved elsewhere") && panel().includes("12"));
    expect(known.saved).toEqual([]);
  });

  it("CONTACT-2 another contact's news asks for nothing; after a cut what was missed is read", async () => {
    const { server, known } = await openAsAgent();
    const asked = (): number => server.requests.filter((one) => one === "GET /rooms/room_a/contact").length;
    const before = asked();
    server.toFeed({ type: "contact", contactId: "con_other" });
    server.says("room_a", "Halo");
    await until("what came after", () => timeline().includes("Halo"));
    expect(asked()).toBe(before);
    server.down();
    known.changeBehind({ company: "Saved in between" });
    server.up();
    await until("the new value", () => panel().includes("Saved in between"));
  });

  it("ROLE-16 who may open contacts is led there; agents are not", async () => {
    const contactLink = (contactId: string): string => `/contact/${contactId}`;
    const open = (role: "supervisor" | "agent") =>
      mount({
        role,
        width: 1440,
        attributes: { "room-id": "room_a" },
        properties: { contactLink },
        prepare: (server) => {
          server.add(summary({ status: "assigned", participants: [ME] }));
          contactOf(server);
        },
      });
    const { inbox } = await open("supervisor");
    const opened: (string | null)[] = [];
    inbox.addEventListener("sapa-contact-opened", (event) => opened.push((event as SapaContactOpenedEvent).contactId));
    await until("the link", () => all("sapa-room-contact >> a").length > 0);
    expect(one("sapa-room-contact >> a").getAttribute("href")).toBe("/contact/con_abcd");
    await userEvent.click(one("sapa-room-contact >> a"));
    expect(opened).toEqual(["con_abcd"]);
    leave();
    await open("agent");
    await until("company", () => panel().includes("Toko Rani"));
    expect(all("sapa-room-contact >> a").length).toBe(0);
  });

  it("CONTACT-5 a merged contact is told in words; a change told elsewhere shows without a line", async () => {
    const { server } = await mount({
      role: "supervisor",
      width: 1440,
      attributes: { "room-id": "room_a" },
      prepare: (server) => {
        server.add(summary(), [
          { type: "contact.updated", at: 1, actor, name: "Rani Copy", isCopy: true },
          {
            type: "contact.linked",
            at: 2,
            actor,
            contactId: "con_b",
            formerContactId: "con_abcd",
            name: "Rani P.",
            reason: "merged",
          },
        ]);
      },
    });
    await until("the line", () => timeline().includes("This is also Rani P.: Ayu Kartika merged the two contacts"));
    expect(timeline()).not.toContain("Rani Copy");
    server.append("room_a", { type: "contact.updated", at: Date.now(), actor, name: "Rani Baru", isCopy: true });
    await until("the panel", () => textOf("sapa-customer-profile >> dl").includes("Rani Baru"));
    expect(timeline()).not.toContain("Rani Baru");
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { ContactField } from "../../../protocol/contacts.schema.ts";
import { summary } from "../../support/component-builders.ts";
import { activeElement, all, named, one, press, textOf, until } from "../components/mount.ts";
import { control, errorOf, toast, write } from "../components/mount-settings.ts";
import type { FakeContacts } from "./fake-contacts.ts";
import { detailShown, leaveContacts, mountContacts, names } from "./mount-contacts.ts";

afterEach(leaveContacts);

const button = (name: string): Promise<void> => press("button", name);
const heading = (): string => textOf("dialog[open] h2");

const FIELDS: ContactField[] = [
  { fieldId: "f_size", label: "Shirt size", type: "choice", options: ["S", "M"], isRequired: false, isHidden: false },
  { fieldId: "f_points", label: "Points", type: "number", options: [], isRequired: false, isHidden: false },
  { fieldId: "f_born", label: "Birthday", type: "date", options: [], isRequired: false, isHidden: false },
  { fieldId: "f_card", label: "Card", type: "text", options: [], isRequired: true, isHidden: false },
  { fieldId: "f_old", label: "Former", type: "text", options: [], isRequired: false, isHidden: true },
];

async function open(prepare?: (contacts: FakeContacts) => void) {
  const mounted = await mountContacts({
    properties: { contactId: "con_0001" },
    prepare: (contacts) => {
      contacts.fields = FIELDS;
      contacts.add({ fields: { f_size: "L", f_card: "K-1", f_old: "kept" } });
      contacts.add();
      prepare?.(contacts);
    },
  });
  await detailShown("Rani Puspita");
  await until("the own fields", () => all('[data-pointer="/fields/f_card"]').length > 0);
  return mounted;
}

describe("the profile", () => {
  it("CONTACT-2 CONTACT-6 shows own fields by their types; a hidden one is absent, a former option stays", async () => {
    await open();
    expect(control("/fields/f_card").value).toBe("K-1");
    expect(control("/fields/f_born").type).toBe("date");
    expect(textOf('[data-pointer="/fields/f_size"]')).toContain("L (no longer offered)");
    expect(all('[data-pointer="/fields/f_old"]').length).toBe(0);
  });

  it("GEN-2 each mistake stands at its own field, the first one gets the focus, nothing is sent", async () => {
    const { contacts } = await open();
    await write("/name", " ");
    await write("/phone", "0812");
    await write("/email", "nobody");
    await write("/fields/f_points", "many");
    await write("/fields/f_card", "");
    await button("Save");
    await until("the mistakes", () => errorOf("/name") !== "");
    expect(["/name", "/phone", "/email", "/fields/f_points", "/fields/f_card"].map(errorOf)).toEqual([
      "This field is required",
      "Write 628123456789",
      "Write an address such as name@example.com",
      "Write a number",
      "This field is required",
    ]);
    expect(activeElement()).toBe(control("/name"));
    expect(textOf(".save-bar")).toContain("5 fields need your attention");
    expect(contacts.writes).toEqual([]);
  });

  it("CONTACT-3 spaces and dashes in a number are how people write it", async () => {
    const { contacts } = await open();
    await write("/phone", "+62 812-3456-7890");
    await button("Save");
    await until("the toast", () => toast().includes("Saved · Rani Puspita"));
    expect(contacts.contacts.get("con_0001")?.phone).toBe("6281234567890");
  });

  it("CONTACT-3 a number as a visitor wrote it keeps nobody from saving the rest", async () => {
    const { contacts } = await open((contacts) => contacts.changeBehind("con_0001", { phone: "0812-3770-6470" }));
    await write("/company", "Kopi Senja");
    await button("Save");
    await until("it saved", () => contacts.contacts.get("con_0001")?.company === "Kopi Senja");
    expect(contacts.contacts.get("con_0001")?.phone).toBe("0812-3770-6470");
  });

  it("CONTACT-6 numbers, dates and choices go as such; what is emptied is taken away", async () => {
    const { contacts } = await open();
    await write("/fields/f_points", "12,5");
    await write("/fields/f_born", "1990-04-01");
    await userEvent.selectOptions(control("/fields/f_size"), "");
    await button("Save");
    await until("it saved", () => contacts.writes.length === 1 && toast() !== "");
    const [sent] = contacts.writes as [{ method: string; path: string; body: { fields: object } }];
    expect(sent.body.fields).toEqual({
      f_size: null,
      f_points: 12.5,
      f_born: "1990-04-01",
      f_card: "K-1",
    });
  });

  it("GEN-11 leaving with something unsaved asks, and keeping on loses nothing", async () => {
    const { element } = await open();
    await write("/company", "Kopi Senja");
    expect(element.hasUnsavedChanges).toBe(true);
    await userEvent.click(one('[data-open="con_0002"]'));
    await until("the question", () => heading() === "Leave without saving?");
    await button("Keep editing");
    await until("it closed", () => all("dialog[open]").length === 0);
    expect([control("/company").value, element.contactId]).toEqual(["Kopi Senja", "con_0001"]);
    await userEvent.click(one('[data-open="con_0002"]'));
    await until("the question", () => heading() === "Leave without saving?");
    await userEvent.click(
      all("dialog[open] button, sapa-confirm >> button").find(
        (one) => one.textContent.trim() === "Discard changes",
      ) as HTMLElement,
    );
    await detailShown("Joko Susilo");
    expect(element.hasUnsavedChanges).toBe(false);
  });

  it("GEN-11 two people save: both values are shown by field, and the choice is saved", async () => {
    const { contacts } = await open();
    await write("/company", "Mine");
    contacts.changeBehind("con_0001", { company: "Theirs", email: "new@shop.example" });
    await button("Save");
    await until("both values", () => heading() === "Changed by Ayu Kartika meanwhile");
    expect(textOf("sapa-conflict >> legend")).toBe("Email | Company");
    await button("Save this choice");
    await until("it saved", () => contacts.contacts.get("con_0001")?.company === "Mine");
    expect(contacts.contacts.get("con_0001")?.email).toBe("new@shop.example");
  });

  it("CONTACT-2 GEN-4 what somebody else saves shows at once in an untouched form and in the list", async () => {
    const { contacts, server } = await open();
    contacts.changeBehind("con_0001", { name: "Rani Baru", company: "Theirs", isOptedOut: true });
    server.toFeed({ type: "contact", contactId: "con_0001" });
    await until("the values", () => control("/company").value === "Theirs");
    expect(control("/isOptedOut").checked).toBe(true);
    await until("the row", () => names().includes("Rani Baru"));
  });

  it("CONTACT-2 GEN-11 what is being typed stays, and whoever types is told", async () => {
    const { contacts, server, element } = await open();
    await write("/company", "Mine");
    contacts.changeBehind("con_0001", { company: "Theirs" });
    server.toFeed({ type: "contact", contactId: "con_0001" });
    await until("the notice", () => textOf("sapa-contact-detail >> .banner").includes("meanwhile"));
    expect([control("/company").value, element.hasUnsavedChanges]).toEqual(["Mine", true]);
    await button("Save");
    await until("both values", () => heading() === "Changed by Ayu Kartika meanwhile");
  });

  it("CONTACT-5 CONTACT-2 a contact that is merged elsewhere while it is open leads to the one it became", async () => {
    const { contacts, server, element } = await open();
    contacts.contacts.delete("con_0001");
    server.extra.set("GET /contacts/con_0001", () => contacts.contacts.get("con_0002"));
    server.toFeed({ type: "contact", contactId: "con_0001" });
    await detailShown("Joko Susilo");
    await until("its own address", () => element.contactId === "con_0002");
    expect(toast()).toContain("This contact was merged into Joko Susilo.");
  });

  it("BLOCK-3 a blocked contact says so, leads to why, and is unblocked here", async () => {
    const { contacts } = await open((contacts) =>
      contacts.changeBehind("con_0001", { isBlocked: true, rooms: [summary({ isBlocked: true })] }),
    );
    expect(textOf(".banner.danger")).toContain("Contact is blocked");
    expect(named("button", "Open the room")).toBeTruthy();
    await button("Unblock contact");
    await until("it free", () => all(".banner.danger").length === 0);
    expect(contacts.contacts.get("con_0001")?.isBlocked).toBe(false);
    expect(toast()).toContain("Rani Puspita is no longer blocked");
  });

  it("BLOCK-3 EMBED-3 a token for contacts alone is not offered what it would be refused", async () => {
    await mountContacts({
      properties: { contactId: "con_0001" },
      prepare: (contacts, server) => {
        contacts.add({ isBlocked: true });
        server.me = { ...server.me, permissions: ["menu.contact", "contacts.manage", "contacts.export"] };
      },
    });
    await detailShown("Rani Puspita");
    expect(textOf(".banner.danger")).toContain("Contact is blocked");
    expect(all("sapa-contact-detail >> .banner button")).toEqual([]);
  });

  it("CONTACT-5 the address of a contact that was merged leads to the one it became", async () => {
    const { element } = await mountContacts({
      properties: { contactId: "con_old" },
      prepare: (contacts, server) => {
        const survivor = contacts.add();
        server.extra.set("GET /contacts/con_old", () => survivor);
      },
    });
    await detailShown("Rani Puspita");
    await until("its own address", () => element.contactId === "con_0001");
    expect(toast()).toContain("This contact was merged into Rani Puspita.");
  });

  it("PRIVACY-4 admins download everything, see how far it is, and can stop it; supervisors are not offered it", async () => {
    let bytes!: ReadableStreamDefaultController<Uint8Array>;
    await open((contacts) => {
      contacts.exported = new ReadableStream({
        start(controller) {
          bytes = controller;
        },
      });
    });
    await button("More about this contact");
    await button("Download everything (ZIP)");
    await until("that it began", () => textOf(".banner.quiet").includes("Collecting profile"));
    bytes.enqueue(new Uint8Array(3 * 1024 * 1024));
    await until("how far it is", () => textOf(".banner.quiet").includes("3 MB"));
    await button("Cancel download");
    await until("it gone", () => all(".banner.quiet").length === 0);
    leaveContacts();
    await mountContacts({
      role: "supervisor",
      properties: { contactId: "con_0001" },
      prepare: (contacts) => void contacts.add(),
    });
    await detailShown("Rani Puspita");
    await button("More about this contact");
    expect(textOf("[role=menuitem]")).toBe("Merge with another contact | Delete contact");
  });

  it("GEN-7 a contact that is gone says so, and leads back", async () => {
    const { element } = await mountContacts({
      properties: { contactId: "con_none" },
      prepare: (contacts) => void contacts.add(),
    });
    await until("the sentence", () => textOf(".state").includes("This contact is no longer here"));
    await userEvent.click(all("sapa-contact-detail >> .state button")[0] as HTMLElement);
    await until("the list alone", () => element.contactId === null);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { summary } from "../../support/component-builders.ts";
import { all, expectAccessible, one, pause, until } from "../components/mount.ts";
import { leaveContacts, listShown, type MountContactsOptions, mountContacts } from "./mount-contacts.ts";

afterEach(leaveContacts);

const filled: MountContactsOptions["prepare"] = (contacts, server) => {
  server.divisions = [
    { divisionId: "div_1", name: "Sales", supervisorId: null, agentIds: [], integrationIds: null, version: 1 },
  ];
  contacts.fields = [
    { fieldId: "f_a", label: "Card", type: "text", options: [], isRequired: true, isHidden: false },
    { fieldId: "f_b", label: "Size", type: "choice", options: ["S"], isRequired: false, isHidden: false },
  ];
  contacts.add({
    isBlocked: true,
    isVerified: true,
    isOptedOut: true,
    divisionId: "div_1",
    channels: ["wa_cloud", "ig", "email", "telegram"],
    rooms: [summary(), summary({ roomId: "room_b", status: "resolved" })],
    tags: [{ tagId: "tag_1", name: "order" }],
    fields: { f_a: "K-1" },
  });
  contacts.add({ name: "A name that is very long indeed ".repeat(4).trim(), company: "x".repeat(120) });
  contacts.add({ name: "ليلى حداد" });
  contacts.add({ name: null, channels: ["ig"] });
  contacts.addMany(20);
};

describe.each([
  { theme: "light", language: "en", width: 1440, height: 900 },
  { theme: "dark", language: "id", width: 834, height: 900 },
  { theme: "dark", language: "id", width: 390, height: 844 },
])("every state ($theme, $language, $width px)", ({ theme, language, width, height }) => {
  const open = async (options: MountContactsOptions = {}): Promise<void> => {
    await mountContacts({ width, height, attributes: { theme, language }, prepare: filled, ...options });
    await pause(250);
  };
  const fits = (): void => expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);

  it("GEN-10 axe finds nothing in the list, with one chosen and the filter open", async () => {
    await open({ attributes: { theme, language, filter: "division=div_1&from=0" } });
    await listShown();
    await userEvent.click(one(".tick"));
    await pause(150);
    await expectAccessible();
    await userEvent.click(one(".tools .filter button"));
    await pause(200);
    await expectAccessible();
    fits();
  });

  it("GEN-10 axe finds nothing in a profile and its menu", async () => {
    await open({ properties: { contactId: "con_0001" } });
    await until("the profile", () => all("sapa-contact-detail >> h2").length > 0);
    await expectAccessible();
    const name = one<HTMLInputElement>('[data-pointer="/name"]');
    name.value = "";
    name.dispatchEvent(new Event("input"));
    await pause(50);
    await userEvent.click(all("sapa-contact-detail >> button[type=submit]")[0] as HTMLElement);
    await pause(200);
    await expectAccessible();
    fits();
  });

  it("GEN-10 axe finds nothing in the dialogs and in empty and gone views", async () => {
    await open();
    await listShown();
    await userEvent.click(one(".tools > .primary"));
    await until("the form", () => all("dialog[open]").length > 0);
    await userEvent.click(one("sapa-dialog.editor-dialog [type=submit]"));
    await pause(200);
    await expectAccessible();
    leaveContacts();
    await open({ properties: { contactId: "con_none" }, prepare: () => {} });
    await until("both views", () => all(".state").length > 0);
    await expectAccessible();
    fits();
  });

  it("GEN-10 axe finds nothing while two contacts are merged", async () => {
    await open();
    await listShown();
    const ticks = all(".tick");
    await userEvent.click(ticks[0] as HTMLElement);
    await userEvent.click(ticks[1] as HTMLElement);
    await userEvent.click(one(".chosen-bar .primary"));
    await until("both", () => all("sapa-contact-merge >> fieldset").length > 1);
    await expectAccessible();
    fits();
  });
});

it("I18N-5 a page that is written from right to left keeps its order, and nothing overflows", async () => {
  await mountContacts({ width: 1440, prepare: filled, properties: { contactId: "con_0002" } });
  document.documentElement.dir = "rtl";
  try {
    await listShown();
    await until("the profile", () => all("sapa-contact-detail >> h2").length > 0);
    const detail = one("sapa-contact-detail").getBoundingClientRect();
    expect(detail.left).toBeLessThan(one("sapa-contact-rows").getBoundingClientRect().left);
    expect(detail.left).toBeGreaterThanOrEqual(0);
    await expectAccessible();
  } finally {
    document.documentElement.dir = "";
  }
});

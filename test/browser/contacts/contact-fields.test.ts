import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { ContactField } from "../../../protocol/contacts.schema.ts";
import { activeElement, all, expectAccessible, one, press, textOf, until } from "../components/mount.ts";
import {
  control,
  errorOf,
  leaveSettings,
  type MountSettingsOptions,
  mountSettings,
  pageShown,
  save,
  toast,
  write,
} from "../components/mount-settings.ts";

afterEach(leaveSettings);

const FIELDS: ContactField[] = [
  { fieldId: "f_card", label: "Card", type: "text", options: [], isRequired: true, isHidden: false },
  { fieldId: "f_size", label: "Size", type: "choice", options: ["S", "M"], isRequired: false, isHidden: false },
];

const open = async (options: MountSettingsOptions = {}) => {
  const mounted = await mountSettings({
    section: "contact",
    ...options,
    prepare: (settings) => settings.changeBehind("contact-fields", { fields: FIELDS }),
  });
  await pageShown(options.attributes?.language === "id" ? "Kolom kontak" : "Contact fields");
  return mounted;
};
const button = (name: string): Promise<void> => press("button", name);
const labels = (): string => textOf(".own-field .name");

describe("contact fields", () => {
  it("CONTACT-6 a field is added with label, type and options, each mistake at its place", async () => {
    const { settings } = await open();
    await button("Add field");
    await until("its label", () => activeElement() === control("/fields/2/label"));
    await userEvent.selectOptions(control("/fields/2/type"), "choice");
    await save();
    await until("both", () => errorOf("/fields/2/options") !== "");
    expect([errorOf("/fields/2/label"), errorOf("/fields/2/options")]).toEqual([
      "This field is required",
      "Write at least one option, each only once",
    ]);
    await write("/fields/2/label", "Coffee");
    await write("/fields/2/options", "Black\n\n White \n");
    await save();
    await until("it saved", () => toast().includes("Saved"));
    expect(settings.get("contact-fields").fields[2]).toEqual({
      fieldId: "",
      label: "Coffee",
      type: "choice",
      options: ["Black", "White"],
      isRequired: false,
      isHidden: false,
    });
  });

  it("CONTACT-6 a saved one is hidden, not deleted; its type and options stay", async () => {
    const { settings } = await open();
    await button("Edit Size");
    await until("its form", () => all('[data-pointer="/fields/1/label"]').length > 0);
    expect(control<HTMLSelectElement>("/fields/1/type").disabled).toBe(true);
    expect(all("button").some(({ textContent }) => textContent.includes("Remove"))).toBe(false);
    await write("/fields/1/options", "S\nL");
    await save();
    await until("the rule", () => errorOf("/fields/1/options").includes("Options that were saved stay"));
    await write("/fields/1/options", "L\nS\nM");
    await userEvent.click(control("/fields/1/isHidden"));
    await save();
    await until("it saved", () => settings.get("contact-fields").fields[1]?.isHidden === true);
    expect(settings.get("contact-fields").fields[1]?.options).toEqual(["L", "S", "M"]);
    expect(textOf(".own-field .mark")).toBe("Required | Hidden");
  });

  it("CONTACT-6 GEN-10 the order is changed by keys, and by dragging", async () => {
    const { settings } = await open();
    await button("Move Size up");
    await until("the new order", () => labels() === "Size | Card");
    expect((activeElement() as HTMLElement).getAttribute("aria-label")).toBe("Move Size down");
    const [, second] = all(".own-field");
    const data = new DataTransfer();
    const drag = (type: string, target: Element): boolean =>
      target.dispatchEvent(
        new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: data }),
      );
    drag("dragstart", all(".grip")[0] as Element);
    await until("it lifted", () => all(".dragged").length === 1);
    drag("dragover", second as Element);
    await until("the old order", () => labels() === "Card | Size");
    drag("dragend", all(".grip")[1] as Element);
    await button("Move Card down");
    await save();
    await until("it saved", () => settings.get("contact-fields").fields[0]?.label === "Size");
  });

  it("ROLE-2 supervisors do not have the page", async () => {
    await mountSettings({ section: "contact", role: "supervisor" });
    await until("why", () => textOf(".state").includes("Page not available for your role"));
  });

  it.each([
    { theme: "light", language: "en", width: 1280 },
    { theme: "dark", language: "id", width: 390 },
  ])(
    "GEN-10 axe finds nothing with a field open ($theme, $language, $width px)",
    async ({ theme, language, width }) => {
      await open({ width, attributes: { theme, language } });
      await userEvent.click(all(".own-field .edit")[1] as HTMLElement);
      await until("its form", () => all(".own-field .editor").length === 1);
      await expectAccessible();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(one(".own-field .editor")).toBeTruthy();
    },
  );
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { SETTINGS_PAGES } from "../../../components/settings/sections.ts";
import { FakeMembers, memberDetail } from "./fake-members.ts";
import { all, expectAccessible, frame, named, pause, press, until } from "./mount.ts";
import { control, leaveSettings, type MountSettingsOptions, mountSettings, save, write } from "./mount-settings.ts";

afterEach(leaveSettings);

const filled: MountSettingsOptions["prepare"] = (settings, server, webchat, developer) => {
  new FakeMembers(server).add(memberDetail({ memberId: "mem_citra" }));
  developer.addToken({ apiTokenId: "apt_a", name: "Portal" });
  developer.addToken({ apiTokenId: "apt_b", name: "Old portal", revokedAt: 1, lastUsedAt: 2 });
  for (let count = 0; count < 5; count += 1) developer.addRow(count === 4 ? { result: "refused" } : {});
  settings.changeBehind("embedding", { origins: ["https://portal.example", "http://localhost:3000"] });
  settings.addQuickReply("thanks", "Thank you, {{contact.name}}!");
  server.tags = [{ tagId: "tag_order", name: "order" }];
  server.divisions = [
    { divisionId: "d", name: "Sales", supervisorId: "mem_me", agentIds: ["mem_eka"], integrationIds: null, version: 1 },
  ];
  settings.changeBehind("workload", {
    rules: [
      { memberIds: ["mem_citra"], channels: null, limit: 5 },
      { memberIds: null, channels: ["web_chat"], limit: 20 },
    ],
  });
  settings.changeBehind("idle", { isOn: true, offlineMinutes: 15 });
  settings.changeBehind("allocation", { customUrl: "https://kopisenja.example/give" });
  settings.changeBehind("auto-responder", { inHours: { isOn: true, text: "Hello!" } });
  settings.changeBehind("office-hours", { holidays: [{ date: "2026-12-25", name: "Christmas" }] });
  const { settings: plain } = webchat.add("Kopi Senja Shop", "https://shop.example");
  const both = { en: "Hello there!", id: "Halo!" };
  webchat.changeBehind("int_1", {
    settings: {
      ...plain,
      online: both,
      prechat: { title: both, subtitle: null, email: "required", phone: "optional" },
      greeting: { position: "left", text: both },
      proactive: [{ path: "/pricing*", afterSeconds: 10, when: "online", text: both }],
      appearance: { ...plain.appearance, accent: "#0a7d4b" },
    },
  });
  settings.changeBehind("auto-resolve", {
    message: { isOn: true, channels: ["web_chat"], inactivityMs: 86_400_000, tagId: "tag_order", onSince: 1 },
  });
};

const shown = async (): Promise<void> => {
  await until("the page", () => all(".cards").length > 0);
  await pause(200);
};

const button = (name: string): Promise<void> => press("button", name);

describe.each([
  { theme: "light", language: "en", width: 1280, height: 900 },
  { theme: "dark", language: "id", width: 390, height: 844 },
])("every page ($theme, $language, $width px)", ({ theme, language, width, height }) => {
  it.each([...SETTINGS_PAGES.map(({ section }) => section), "integrations/webchat/int_1"])(
    "GEN-10 axe finds nothing in %s",
    async (section) => {
      await mountSettings({ section, width, height, attributes: { theme, language }, prepare: filled });
      await shown();
      await expectAccessible();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    },
  );
});

describe("webchat and surveys", () => {
  const previewShown = (): Promise<void> => until("the widget", () => all(".box >> .panel").length > 0);

  it("GEN-10 axe finds nothing with every scene of the preview", async () => {
    await mountSettings({ section: "integrations/webchat/int_1", width: 1440, prepare: filled });
    await shown();
    await previewShown();
    for (const scene of ["Form", "Chat", "Closed", "Offline"]) {
      await button(scene);
      await pause(300);
      await expectAccessible();
    }
    await button("Phone");
    await button("Dark");
    await pause(300);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing with errors and a warning of colours", async () => {
    await mountSettings({ section: "integrations/webchat/int_1", width: 834, prepare: filled });
    await shown();
    await write("/appearance/accentText", "#000080");
    await write("/online/en", "");
    await write("/name", "");
    await write("/appearance/agentText", "black");
    named("button", "Save changes").click();
    await pause(200);
    expect(all(".field-error")).toHaveLength(3);
    // The visitor's bubble wears the main colours, and so their fault.
    expect(all(".contrast")).toHaveLength(2);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing in the form of a new widget and in the pop-up with its code", async () => {
    await mountSettings({ section: "integrations" });
    await until("the page", () => all(".state").length > 0);
    await expectAccessible();
    await button("Add New Widget");
    await until("the form", () => all("dialog[open]").length === 1);
    await button("Connect");
    await pause(200);
    await expectAccessible();
    await write("/name", "Shop");
    await write("/domain", "https://shop.example");
    await button("Connect");
    await until("the code", () => all("dialog[open] sapa-copy-line, .created sapa-copy-line").length > 0);
    await pause(200);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing with the preview unfolded on a phone", async () => {
    await mountSettings({ section: "score", width: 390, height: 844, prepare: filled });
    await shown();
    await button("Show preview");
    await previewShown();
    await expectAccessible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe("other states", () => {
  it("GEN-10 axe finds nothing with errors, a copied day and the zones open", async () => {
    await mountSettings({ section: "chat/office-hours", prepare: filled });
    await shown();
    await write("/week/0/0/to", "08:00");
    await write("/holidays/0/date", "");
    await save();
    await pause(200);
    await expectAccessible();
    await button("Copy Monday to");
    await pause(200);
    await expectAccessible();
    await userEvent.keyboard("{Escape}");
    await button("Jakarta (Asia) GMT+7");
    await until("the zones", () => all("sapa-picker >> [role='option']").length > 300);
    await pause(200);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing in a form above the page, with errors and a panel of choices", async () => {
    await mountSettings({ section: "agents/divisions", prepare: filled });
    await shown();
    await button("Create");
    await until("the form", () => all("dialog[open]").length === 1);
    await button("Save");
    await pause(200);
    await expectAccessible();
    await button("Choose agents");
    await pause(200);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing in the conflict of two people, in questions and messages", async () => {
    const { settings } = await mountSettings({ section: "agents/allocation", prepare: filled });
    await shown();
    await userEvent.click(control("/agentCanTakeOver"));
    settings.changeBehind("allocation", { agentCanAssign: false });
    await save();
    await until("the notice", () => all("dialog[open]").length === 1);
    await pause(200);
    await expectAccessible();
    await button("Save this choice");
    await until("the toast", () => all("sapa-toasts >> li").length > 0);
    await pause(300);
    await expectAccessible();
    await userEvent.click(control("/autoAllocation"));
    await until("the question", () => all("dialog[open]").length === 1);
    await pause(200);
    await expectAccessible();
  });

  it("GEN-10 axe finds nothing in a rename, an empty list, a failed page, a search, and without a right", async () => {
    const { server, element } = await mountSettings({ section: "chat/tags", prepare: filled });
    await shown();
    await button("Rename order");
    await userEvent.keyboard("{Enter}");
    await frame();
    await expectAccessible();
    server.failing.set("/settings/idle", { status: 503, code: "unavailable" });
    element.section = "agents/idle";
    await until("the failure", () => all(".page .state").length > 0);
    await expectAccessible();
    await userEvent.type(named("input", "Search settings"), "holiday");
    await until("one page", () => all(".entry").length === 1);
    await expectAccessible();
    leaveSettings();
    await mountSettings({ section: "chat/templates" });
    await shown();
    await expectAccessible();
    leaveSettings();
    await mountSettings({ role: "agent" });
    await until("the refusal", () => all(".state").length > 0);
    await expectAccessible();
  });

  it("GEN-10 at 200 % text size and from right to left nothing is cut off sideways", async () => {
    document.documentElement.style.fontSize = "32px";
    document.documentElement.dir = "rtl";
    try {
      for (const section of ["chat/office-hours", "agents/workload", "security"]) {
        await mountSettings({ section, width: 900, height: 800, prepare: filled });
        await shown();
        const pane = all("[part='page']")[0]!;
        expect([section, pane.scrollWidth <= pane.clientWidth]).toEqual([section, true]);
        leaveSettings();
      }
    } finally {
      document.documentElement.removeAttribute("style");
      document.documentElement.removeAttribute("dir");
    }
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { activeElement, all, frame, one, press, textOf, until } from "./mount.ts";
import { control, errorOf, leaveSettings, mountSettings, pageShown, save, toast, write } from "./mount-settings.ts";

afterEach(leaveSettings);

const HOUR_MS = 3_600_000;
const button = (name: string): Promise<void> => press("button", name);
const segment = (name: string, index = 0): Promise<void> =>
  userEvent.click(
    all(".segment")
      .filter((label) => label.checkVisibility() && label.textContent.trim() === name)
      .at(index) as HTMLElement,
  );
const saved = (): Promise<void> => until("it saved", () => toast().includes("Saved"));

describe("office hours", () => {
  it("SET-2 are saved as they stand: zone, spans, closed days, holidays", async () => {
    const { settings } = await mountSettings({ section: "chat/office-hours" });
    await pageShown("Office hours");
    await write("/week/0/0", "8");
    await write("/week/0/0/to", "1230");
    await button("Add hours on Monday");
    await write("/week/0/1", "13.30");
    await write("/week/0/1/to", "24:00");
    await userEvent.click(control("/week/4-open"));
    await button("Add holiday");
    await write("/holidays/0/date", "2026-12-25");
    await write("/holidays/0/name", " Christmas ");
    await button("Jakarta (Asia) GMT+7");
    await until("the zones", () => all("sapa-picker >> [role='option']").length > 300);
    await userEvent.keyboard("makass{Enter}");
    await save();
    await saved();
    expect(settings.get("office-hours")).toEqual({
      timeZone: "Asia/Makassar",
      week: [
        [
          { from: "08:00", to: "12:30" },
          { from: "13:30", to: "24:00" },
        ],
        [{ from: "09:00", to: "17:00" }],
        [{ from: "09:00", to: "17:00" }],
        [{ from: "09:00", to: "17:00" }],
        [],
        [],
        [],
      ],
      holidays: [{ date: "2026-12-25", name: "Christmas" }],
    });
  });

  it("SET-2 an end before the start or an overlap stands at its span, gets the focus, and nothing is saved", async () => {
    const { settings } = await mountSettings({ section: "chat/office-hours" });
    await pageShown("Office hours");
    await write("/week/2/0/to", "08:00");
    await button("Add hours on Thursday");
    await write("/week/3/1", "16:00");
    await save();
    expect(errorOf("/week/2/0")).toBe("The end must come after the start, and hours must not overlap");
    expect(errorOf("/week/3/1")).not.toBe("");
    expect(activeElement()).toBe(control("/week/2/0"));
    expect(textOf(".state-of")).toBe("2 fields need your attention");
    expect(settings.writes).toEqual([]);
    await write("/week/2/0/to", "18:00");
    expect(errorOf("/week/2/0")).toBe("");
    await write("/week/3/1", "soon");
    await save();
    expect(errorOf("/week/3/1")).toBe("Use times such as 09:00; the day ends at 24:00");
  });

  it("SET-2 copies a day to others, and a closed day comes back with the hours it had", async () => {
    await mountSettings({ section: "chat/office-hours" });
    await pageShown("Office hours");
    await write("/week/0/0", "07:00");
    await button("Copy Monday to");
    await userEvent.click(
      all("button").find((one) => one.checkVisibility() && one.textContent.trim() === "Copy hours")!,
    );
    await until("the others", () => control("/week/4/0").value === "07:00");
    await userEvent.click(control("/week/4-open"));
    await until("it closed", () => all('[data-pointer="/week/4/0"]').length === 0);
    await userEvent.click(control("/week/4-open"));
    await until("it back", () => control("/week/4/0").value === "07:00");
  });

  it("SET-2 tells whether it is open now, by the hours in the form", async () => {
    await mountSettings({
      section: "chat/office-hours",
      prepare: (settings) => {
        const always = [{ from: "00:00", to: "24:00" }];
        settings.changeBehind("office-hours", { week: [always, always, always, always, always, always, always] });
      },
    });
    await pageShown("Office hours");
    expect(textOf(".status strong")).toBe("Open now");
    expect(textOf(".status .when")).toBe("until 24:00");
    for (let day = 0; day < 7; day += 1) control(`/week/${day}-open`).click();
    await until("it closed", () => textOf(".status strong") === "Closed now");
    expect(textOf(".status .when")).toBe("No hours in sight: always closed");
  });

  it("GEN-10 times go up and down by the arrow keys", async () => {
    await mountSettings({ section: "chat/office-hours" });
    await pageShown("Office hours");
    control("/week/1/0").focus();
    await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowDown}");
    await until("a quarter more", () => control("/week/1/0").value === "09:15");
  });
});

describe("automatic answers", () => {
  it("SET-5 need a text when they are on, show what the customer gets, and count from 80 %", async () => {
    const { settings } = await mountSettings({ section: "chat/auto-responder" });
    await pageShown("Auto responder");
    await userEvent.click(control("/inHours/isOn"));
    await until("the text", () => all('[data-pointer="/inHours/text"]').length > 0);
    await save();
    expect(errorOf("/inHours/text")).toBe("This field is required");
    expect(activeElement()).toBe(control("/inHours/text"));
    await write("/inHours/text", "x".repeat(799));
    expect(errorOf("/inHours/text")).toBe("");
    expect(all(".counter").length).toBe(0);
    await write("/inHours/text", "x".repeat(1001));
    expect(textOf(".counter")).toBe("1,001 of 1,000");
    await save();
    expect(errorOf("/inHours/text")).toBe("At most 1,000 characters; this has 1,001".replaceAll(",", ""));
    await write("/inHours/text", "Thank you, we are on it.");
    expect(textOf(".bubble")).toContain("Thank you, we are on it.");
    await save();
    await saved();
    expect(settings.get("auto-responder").inHours).toEqual({ isOn: true, text: "Thank you, we are on it." });
  });

  it("SET-7 auto resolve is set apart for messages and comments", async () => {
    const { settings } = await mountSettings({
      section: "chat/auto-resolve",
      prepare: (_, server) => {
        server.tags = [{ tagId: "tag_quiet", name: "quiet" }];
      },
    });
    await pageShown("Auto resolve");
    await userEvent.click(control("/message/isOn"));
    await until("the details", () => all('[data-pointer="/message/inactivityMs"]').length > 0);
    const count = one<HTMLInputElement>('[data-pointer="/message/inactivityMs"] >> input');
    const unit = one<HTMLSelectElement>('[data-pointer="/message/inactivityMs"] >> select');
    await userEvent.fill(count, "31");
    await save();
    await until(
      "the range",
      () => textOf('[data-pointer="/message/inactivityMs"] >> .field-error') === "From 1 hour to 30 days",
    );
    await userEvent.fill(count, "12");
    await userEvent.selectOptions(unit, "hours");
    await userEvent.selectOptions(control("/message/tagId"), "quiet");
    await segment("Chosen channels");
    await until("the box", () => all('[data-pointer="/message/channels"]').length > 0);
    await save();
    await until("the error", () => textOf('[data-pointer="/message/channels"] >> .field-error') !== "");
    await button("Choose channels");
    await userEvent.click(all("sapa-choice-field >> .option input")[0]!);
    await userEvent.keyboard("{Escape}");
    await save();
    await saved();
    expect(settings.get("auto-resolve").message).toEqual({
      isOn: true,
      channels: ["web_chat"],
      inactivityMs: 12 * HOUR_MS,
      tagId: "tag_quiet",
      onSince: null,
    });
    expect(settings.get("auto-resolve").comment.isOn).toBe(false);
  });
});

describe("agents", () => {
  it("ASSIGN-5 automatic and custom allocation exclude each other, after a question", async () => {
    const { settings } = await mountSettings({ section: "agents/allocation" });
    await pageShown("Agent allocation");
    await userEvent.click(control("/autoAllocation"));
    await userEvent.click(control("/isCustom"));
    await until("the question", () => textOf("dialog[open] h2") === "Switch to Custom agent allocation?");
    expect(control("/isCustom").checked).toBe(false);
    await button("Cancel");
    await until("no question", () => all("dialog[open]").length === 0);
    expect(control("/autoAllocation").checked).toBe(true);
    await userEvent.click(control("/isCustom"));
    await until("the question again", () => all("dialog[open]").length === 1);
    await button("Switch");
    await until("the address", () => all('[data-pointer="/customUrl"]').length > 0);
    expect(control("/autoAllocation").checked).toBe(false);
    await save();
    expect(errorOf("/customUrl")).toBe("This field is required");
    await write("/customUrl", "http://kopisenja.example/give");
    await save();
    expect(errorOf("/customUrl")).toBe("Use a public address that begins with https://");
    await write("/customUrl", " https://kopisenja.example/give ");
    await save();
    await saved();
    expect(settings.get("allocation")).toEqual({
      agentCanTakeOver: true,
      agentCanAssign: true,
      autoAllocation: false,
      customUrl: "https://kopisenja.example/give",
    });
  });

  it("ASSIGN-14 tells what the server gets, and the secret only on request", async () => {
    const { server } = await mountSettings({
      section: "agents/allocation",
      prepare: (settings) => settings.changeBehind("allocation", { customUrl: "https://kopisenja.example/give" }),
    });
    await pageShown("Agent allocation");
    await userEvent.click(one("summary"));
    expect(textOf("pre")).toContain("X-Sapa-Signature");
    expect(server.requests.some((request) => request.includes("secret"))).toBe(false);
    await button("Show the secret");
    await until("the secret", () => textOf(".secret code").startsWith("sapas_"));
  });

  it("ASSIGN-12 rules limit chosen agents and channels, in their order", async () => {
    const { settings } = await mountSettings({ section: "agents/workload" });
    await pageShown("Workload");
    expect(textOf(".state")).toContain("No limit is set");
    await button("Add rule");
    await until("the focus", () => activeElement() === control("/rules/0/limit"));
    await write("/rules/0/limit", "501");
    await button("Add rule");
    await write("/rules/1/limit", "3");
    await segment("Chosen agents", 1);
    await save();
    expect(errorOf("/rules/0/limit")).toBe("From 1 to 500");
    await write("/rules/0/limit", "20");
    await button("Choose agents");
    await userEvent.click(all("sapa-choice-field >> .option input")[1]!);
    await userEvent.keyboard("{Escape}");
    await button("Move rule 2 up");
    await until("its new place", () => control("/rules/0/limit").value === "3");
    await save();
    await saved();
    expect(settings.get("workload").rules).toEqual([
      { memberIds: ["mem_citra"], channels: null, limit: 3 },
      { memberIds: null, channels: null, limit: 20 },
    ]);
    await button("Remove rule 1");
    await until("one rule", () => all(".rule-head").length === 1);
    expect(control("/rules/0/limit").value).toBe("20");
  });

  it("ASSIGN-13 BEY-4 the idle rule and rooms of agents who vanish", async () => {
    const { settings } = await mountSettings({ section: "agents/idle" });
    await pageShown("Idle rule");
    await userEvent.click(control("/isOn"));
    await until("the minutes", () => all('[data-pointer="/minutes"]').length > 0);
    await write("/minutes", "1441");
    await userEvent.click(control("/isOffline"));
    await save();
    expect(errorOf("/minutes")).toBe("From 1 to 1,440 minutes");
    await write("/minutes", "");
    await save();
    expect(errorOf("/minutes")).not.toBe("");
    await write("/minutes", "20");
    expect(textOf(".steps li")).toContain("After 20 minutes");
    await save();
    await saved();
    expect(settings.get("idle")).toEqual({ isOn: true, minutes: 20, offlineMinutes: 15 });
  });

  it("CONTACT-8 masking shows what agents will see", async () => {
    await mountSettings({ section: "agents/masking" });
    await pageShown("Contact masking");
    expect(textOf("figure")).not.toContain("****");
    await userEvent.click(control("/contactMasking"));
    await until("the mask", () => textOf("figure").includes("62812****89"));
    expect(textOf("figure:last-child")).toContain("628123456789");
  });
});

describe("security and sessions", () => {
  it("SESS-4 takes half hours in order, and draws the clock", async () => {
    const { settings } = await mountSettings({ section: "security" });
    await pageShown("Security and sessions");
    expect(textOf(".legend li")).toBe("Open0–16 h | Expiring16–24 h | Expiredfrom 24 h | Reminderat 23 h");
    await write("/expiringMs", "24");
    await save();
    expect(errorOf("/expiredMs")).toBe("Whole or half hours from 0.5 to 72, expiring before expired");
    expect(activeElement()).toBe(control("/expiredMs"));
    await write("/expiringMs", "0.5");
    await write("/expiredMs", "72.25");
    await save();
    expect(errorOf("/expiredMs")).not.toBe("");
    await write("/expiredMs", "72");
    await save();
    await saved();
    expect(settings.get("sessions")).toMatchObject({ expiringMs: HOUR_MS / 2, expiredMs: 72 * HOUR_MS });
  });

  it("BEY-2 AUTH-17 the reminder can be switched off, and sign-in ends after 15 minutes to 12 hours", async () => {
    const { settings } = await mountSettings({ section: "security" });
    await pageShown("Security and sessions");
    await userEvent.click(control("/isReminding"));
    await until("no reminder", () => !textOf(".legend").includes("Reminder"));
    const count = one<HTMLInputElement>('[data-pointer="/webIdleMs"] >> input');
    const unit = one<HTMLSelectElement>('[data-pointer="/webIdleMs"] >> select');
    await userEvent.selectOptions(unit, "minutes");
    await userEvent.fill(count, "14");
    await save();
    await until(
      "the range",
      () => textOf('[data-pointer="/webIdleMs"] >> .field-error') === "From 15 minutes to 12 hours",
    );
    await userEvent.fill(count, "30");
    await save();
    await saved();
    expect(settings.get("sessions")).toMatchObject({ remindBeforeMs: null, webIdleMs: HOUR_MS / 2 });
  });
});

describe("two people at the same form", () => {
  it("GEN-11 the second sees both values, chooses, and nothing is lost", async () => {
    const { settings } = await mountSettings({ section: "agents/allocation" });
    await pageShown("Agent allocation");
    await userEvent.click(control("/agentCanTakeOver"));
    settings.changeBehind("allocation", { agentCanAssign: false });
    await save();
    await until("the notice", () => textOf("dialog[open] h2") === "Changed by Ayu Kartika meanwhile");
    expect(textOf("sapa-conflict >> legend")).toBe(
      "Agent can takeover unassigned chat | Agent can assign room to another agent",
    );
    expect(textOf("sapa-conflict >> .side:has(:checked)")).toBe("Yours Off | Ayu Kartika Off");
    await button("Save this choice");
    await saved();
    expect(settings.get("allocation")).toMatchObject({ agentCanTakeOver: false, agentCanAssign: false });
    expect(control("/agentCanAssign").checked).toBe(false);
  });

  it("GEN-11 what differs only where nobody sees it is no question", async () => {
    const message = { isOn: true, channels: null, inactivityMs: 24 * HOUR_MS, tagId: null };
    const { settings } = await mountSettings({
      section: "chat/auto-resolve",
      prepare: (settings) =>
        settings.changeBehind("auto-resolve", { message: { ...message, isOn: false, onSince: null } }),
    });
    await pageShown("Auto resolve");
    await userEvent.click(control("/message/isOn"));
    // Somebody else switched it on as well; since when is the server's to say.
    settings.changeBehind("auto-resolve", { message: { ...message, onSince: 1 } });
    await save();
    await saved();
    expect(all("sapa-conflict >> legend").length).toBe(0);
    expect(settings.get("auto-resolve").message.isOn).toBe(true);
  });

  it("GEN-4 GEN-11 an untouched form follows, a changed one is told at once", async () => {
    const { settings } = await mountSettings({ section: "agents/masking" });
    await pageShown("Contact masking");
    await until("the feed", () => settings.server.sockets.size === 1);
    await frame();
    settings.changeBehind("masking", { contactMasking: true });
    settings.tell();
    await until("it followed", () => control("/contactMasking").checked);
    await userEvent.click(control("/contactMasking"));
    settings.changeBehind("masking", { contactMasking: true }, "Eka Wulandari");
    settings.tell();
    await until("the banner", () => textOf(".banner").includes("Changed by Eka Wulandari meanwhile"));
    expect(control("/contactMasking").checked).toBe(false);
    await button("Compare");
    await until("both values", () => textOf("sapa-conflict >> .side").includes("Yours Off"));
    await button("Keep editing");
    await until("no dialog", () => all("dialog[open]").length === 0);
    expect(control("/contactMasking").checked).toBe(false);
  });
});

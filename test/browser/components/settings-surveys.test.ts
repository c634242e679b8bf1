import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaSectionChangedEvent } from "../../../components/events.ts";
import { activeElement, all, one, press, textOf, until } from "./mount.ts";
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
} from "./mount-settings.ts";

afterEach(leaveSettings);

const button = (name: string): Promise<void> => press("button", name);
const segment = (name: string): Promise<void> => press(".segment", name);
const tab = (name: string): Promise<void> =>
  userEvent.click(all("[role=tab]").find(({ textContent }) => textContent.includes(name))!);
const panel = (): string => textOf(".box >> .panel");

async function score(options: MountSettingsOptions = {}) {
  const mounted = await mountSettings({ section: "score", width: 1440, height: 900, ...options });
  await pageShown("Score");
  return mounted;
}

describe("surveys", () => {
  it("SET-1 SURVEY-1 have a tab each, by the arrow keys too, with an address of its own", async () => {
    const { element } = await score();
    const told: (string | null)[] = [];
    element.addEventListener("sapa-section-changed", ({ section }: SapaSectionChangedEvent) => told.push(section));
    await tab("CES");
    await until("the other", () => control("/ces/isOn").checkVisibility());
    one("[role=tab][aria-selected=true]").focus();
    await userEvent.keyboard("{ArrowRight}");
    await until("the last", () => all('[data-pointer="/nps/isOn"]').length === 1);
    expect(activeElement()?.textContent?.trim()).toBe("NPS");
    expect(told).toEqual(["score/ces", "score/nps"]);
    expect(textOf(".entry[aria-current=page]")).toBe("Score");
    element.section = "score/csat";
    await until("the address", () => all('[data-pointer="/csat/isOn"]').length === 1);
  });

  it("SURVEY-1 save switch, way, channels, title, question, comment and thanks in both languages", async () => {
    const { settings } = await score();
    await userEvent.click(control("/csat/isOn"));
    await segment("By hand");
    await write("/csat/title/en", " How was it? ");
    await segment("Required");
    await write("/csat/comment/question/en", "Tell us why.");
    await button("ID Indonesian");
    await write("/csat/thanks/id", "Terima kasih banyak!");
    await save();
    await until("it saved", () => toast().includes("Saved · Score"));
    const { csat, nps } = settings.get("surveys");
    expect(csat).toMatchObject({
      isOn: true,
      mode: "manual",
      channels: null,
      title: { en: "How was it?", id: "Bagaimana layanan kami?" },
      comment: { question: { en: "Tell us why.", id: "Apa yang bisa kami perbaiki?" }, isRequired: true },
      thanks: { en: "Thank you for your answer.", id: "Terima kasih banyak!" },
    });
    expect(nps.isOn).toBe(false);
    expect(all("[role=tab] .mark")).toHaveLength(1);
  });

  it("SURVEY-1 a question has 20 to 300 characters: the fault stands at its field, in its tab and language", async () => {
    const { settings } = await score();
    await write("/csat/question/en", "How was it?");
    await tab("NPS");
    await write("/nps/question/en", "x".repeat(301));
    await until("the count", () => textOf(".counter").includes("301 of 300"));
    await tab("CSAT");
    await button("ID Indonesian");
    await save();
    await until("the fault", () => errorOf("/csat/question/en") === "Write the question in 20 to 300 characters");
    expect(activeElement()).toBe(control("/csat/question/en"));
    expect(all("[role=tab] .wrong")).toHaveLength(2);
    await tab("NPS");
    expect(errorOf("/nps/question/en")).toBe("At most 300 characters; this has 301");
    expect(settings.writes).toEqual([]);
  });

  it("GEN-11 another tab loses nothing, and neither does the way out without being asked", async () => {
    const { element } = await score();
    await write("/csat/title/en", "Changed");
    await tab("CES");
    await tab("CSAT");
    expect(control("/csat/title/en").value).toBe("Changed");
    expect(element.hasUnsavedChanges).toBe(true);
  });

  it("SURVEY-1 SURVEY-6 the real widget shows the survey as it is typed, in both languages", async () => {
    await score();
    await until("the widget", () => panel().includes("How satisfied are you with the help you got today?"));
    await write("/csat/question/en", "Were you happy with our coffee today?");
    await until("the words", () => panel().includes("Were you happy with our coffee today?"));
    await button("ID Indonesian");
    await until("the other language", () => panel().includes("Seberapa puas Anda"));
    await tab("NPS");
    await until("the other survey", () => panel().includes("Seberapa besar kemungkinan"));
    expect(all(".box >> .panel input[type=radio]").length).toBe(11);
  });

  it("ROLE-2 surveys are not for supervisors", async () => {
    await mountSettings({ section: "score", role: "supervisor" });
    await until("the refusal", () => textOf(".state").includes("Page not available for your role"));
  });
});

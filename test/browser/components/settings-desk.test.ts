import { afterEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaSavedEvent, SapaSectionChangedEvent } from "../../../components/events.ts";
import { FakeMembers } from "./fake-members.ts";
import { activeElement, all, named, one, pause, press, textOf, until } from "./mount.ts";
import {
  control,
  leaveSettings,
  type MountSettingsOptions,
  mountSettings,
  pageShown,
  save,
  toast,
  write,
} from "./mount-settings.ts";

afterEach(leaveSettings);

const entries = (): string[] => all(".entry .words > span").map(({ textContent }) => textContent.trim());
/** Of an admin. */
const PAGES = 17;
const choose = (name: string): Promise<void> => press(".entry", name);
const dialog = (): string => textOf("dialog[open] h2");

/** The settings on the page that admins see first. */
async function openFirst(options: MountSettingsOptions = {}) {
  const mounted = await mountSettings({ ...options, prepare: (_, server) => void new FakeMembers(server) });
  await pageShown("User");
  return mounted;
}

describe("the settings' menu", () => {
  it("SET-1 NAV-1 admins find every page there is, in order", async () => {
    await openFirst();
    expect(textOf(".group h2")).toBe("Account management | Agents management | Chat | Contact");
    expect(entries()).toEqual([
      "User",
      "Division",
      "Agent allocation",
      "Workload",
      "Idle rule",
      "Contact masking",
      "Auto responder",
      "Office hours",
      "Templates",
      "Tags",
      "Auto resolve",
      "Contact fields",
      "Score",
      "API token",
      "Embedding",
      "Security and sessions",
      "Audit log",
    ]);
  });

  it("ROLE-2 SET-1 supervisors find Chat only, and are told of pages that are not theirs without any data", async () => {
    const { server, element } = await mountSettings({ role: "supervisor", section: "agents/masking" });
    await until("the refusal", () => textOf(".state").includes("Page not available for your role"));
    expect(entries()).toEqual(["Auto responder", "Office hours", "Templates", "Tags", "Auto resolve"]);
    expect(server.requests.filter((request) => request.includes("settings"))).toEqual([]);
    element.section = null;
    await pageShown("Auto responder");
  });

  it("NAV-1 agents have no settings", async () => {
    await mountSettings({ role: "agent" });
    await until("the refusal", () => textOf(".state").includes("Page not available for your role"));
    expect(entries()).toEqual([]);
  });

  it("NAV-2 tells the host of a page that a person went to, not of one that the host set", async () => {
    const { element } = await openFirst();
    const told: (string | null)[] = [];
    element.addEventListener("sapa-section-changed", ({ section }: SapaSectionChangedEvent) => told.push(section));
    await choose("Templates");
    await pageShown("Templates");
    expect(element.section).toBe("chat/templates");
    element.section = "chat/tags";
    await pageShown("Tags");
    expect(told).toEqual(["chat/templates"]);
    expect(one(".entry[aria-current='page']").textContent.trim()).toBe("Tags");
  });

  it("makes links where the host has addresses for pages", async () => {
    await openFirst({ properties: { sectionLink: (section) => `/there/${section}` } });
    expect(named<HTMLAnchorElement>(".entry", "Office hours").getAttribute("href")).toBe("/there/chat/office-hours");
    await choose("Office hours");
    await pageShown("Office hours");
  });

  it("searches pages and what is on them; Enter opens the first", async () => {
    await openFirst();
    await userEvent.click(one(".search input"));
    await userEvent.keyboard("holi");
    await until("one page", () => entries().length === 1);
    expect(textOf(".entry small")).toBe("Holidays");
    await userEvent.keyboard("{Enter}");
    await pageShown("Office hours");
    await userEvent.click(one(".search input"));
    await userEvent.keyboard("zzz");
    await until("nothing", () => textOf(".none").includes("No setting matches “zzz”"));
    await userEvent.keyboard("{Escape}");
    await until("all again", () => entries().length === PAGES);
  });

  it("EMBED-6 an unknown page falls back to the first with one line in the console", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await openFirst({ section: "chat/weather" });
    expect(warn.mock.calls.flat().filter((line) => String(line).includes("chat/weather"))).toHaveLength(1);
    warn.mockRestore();
  });

  it("EMBED-9 in a narrow place the menu comes first, then the page with the way back; the focus follows", async () => {
    const { element } = await mountSettings({ width: 390, height: 844 });
    await until("the menu", () => entries().length === PAGES);
    expect(one("[part='page']").checkVisibility()).toBe(false);
    await choose("Tags");
    await pageShown("Tags");
    expect(one(".menu").checkVisibility()).toBe(false);
    await until("the focus", () => activeElement()?.textContent === "Tags");
    await press("button", "All settings");
    await until("the menu again", () => one(".menu").checkVisibility());
    expect(element.section).toBe(null);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe("what is not saved", () => {
  const change = async () => {
    const mounted = await mountSettings({ section: "agents/masking" });
    await pageShown("Contact masking");
    await userEvent.click(control("/contactMasking"));
    await until("the word", () => textOf(".state-of") === "Not saved yet");
    return mounted;
  };

  it("GEN-11 is asked for before another page is opened", async () => {
    const { element, settings } = await change();
    await choose("Tags");
    await until("the question", () => dialog() === "Leave without saving?");
    await press("dialog[open] button, button", "Keep editing");
    await until("no question", () => all("dialog[open]").length === 0);
    expect(element.section).toBe("agents/masking");
    expect(control("/contactMasking").checked).toBe(true);
    await choose("Tags");
    await until("the question again", () => dialog() === "Leave without saving?");
    await userEvent.click(all("sapa-confirm >> button.destructive")[0]!);
    await pageShown("Tags");
    expect(settings.writes).toEqual([]);
  });

  it("GEN-11 holds back the browser, and lets go once it is saved or discarded", async () => {
    const { element } = await change();
    const leavesQuietly = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(element.hasUnsavedChanges).toBe(true);
    expect(leavesQuietly()).toBe(false);
    await press("button", "Discard changes");
    await until("nothing changed", () => !element.hasUnsavedChanges);
    expect(leavesQuietly()).toBe(true);
    expect(await element.confirmLeave()).toBe(true);
  });

  it("I18N-2 a change of the language keeps it", async () => {
    const { element } = await change();
    element.language = "id";
    await pageShown("Penyamaran kontak");
    expect(control("/contactMasking").checked).toBe(true);
    expect(textOf(".state-of")).toBe("Belum disimpan");
    for (const word of ["Save", "Discard changes", "Settings", "Templates"])
      expect(textOf("button, .entry").split(" | ")).not.toContain(word);
  });

  it("GEN-9 EMBED-7 a save says what was saved, to the person and to the host", async () => {
    const { element, settings } = await change();
    const saved: string[] = [];
    element.addEventListener("sapa-saved", ({ section }: SapaSavedEvent) => saved.push(section));
    await save();
    await until("the toast", () => toast().includes("Saved · Contact masking"));
    expect(saved).toEqual(["agents/masking"]);
    expect(settings.get("masking")).toEqual({ contactMasking: true });
    expect(textOf(".state-of")).toContain("Last saved by Bagas Pratama");
  });
});

describe("states of the settings", () => {
  it("GEN-7 shows a skeleton only after 150 ms, then the page", async () => {
    await mountSettings({
      section: "agents/idle",
      prepare: (_, server) => {
        server.delayMs = 700;
      },
    });
    await until("the skeleton", () => all(".bone").length > 0);
    await pageShown("Idle rule");
    await until("the form", () => all(".card").length > 0);
    expect(all(".bone").length).toBe(0);
  });

  it("GEN-7 a page that cannot be loaded says so and tries again", async () => {
    const { server } = await mountSettings({
      section: "agents/idle",
      prepare: (_, server) => server.failing.set("/settings/idle", { status: 503, code: "unavailable" }),
    });
    await until("the failure", () => textOf(".state").includes("These settings could not be loaded"));
    server.failing.clear();
    await press("button", "Try again");
    await until("the form", () => all(".switch").length > 0);
  });

  it("a save that does not reach the server keeps what was written", async () => {
    const errors: string[] = [];
    const { server, element } = await mountSettings({ section: "agents/idle" });
    element.addEventListener("sapa-error", ({ code }) => errors.push(code));
    await pageShown("Idle rule");
    await userEvent.click(control("/isOn"));
    await write("/minutes", "25");
    server.failing.set("/settings/idle", { status: 503, code: "unavailable" });
    await save();
    await until("the toast", () => toast().includes("The server cannot be reached"));
    expect(control("/minutes").value).toBe("25");
    expect(errors).toEqual(["unavailable"]);
    expect(element.hasUnsavedChanges).toBe(true);
    server.failing.clear();
    await save();
    await until("it saved", () => !element.hasUnsavedChanges);
  });

  it("EMBED-5 without a token it says so, hides everything, and fires once", async () => {
    let told = 0;
    const { element } = await mountSettings({
      section: "chat/tags",
      properties: {
        tokenProvider: async () => {
          throw new Error("no token");
        },
      },
    });
    element.addEventListener("sapa-token-expired", () => {
      told += 1;
    });
    await until("the words", () => textOf(".state").includes("Sign-in needed"));
    await pause(30);
    expect(all(".entry").length).toBe(0);
    expect(told).toBeLessThanOrEqual(1);
  });
});

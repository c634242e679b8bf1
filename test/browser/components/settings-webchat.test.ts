import { afterEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { activeElement, all, named, one, press, textOf, until } from "./mount.ts";
import {
  control,
  errorOf,
  leaveSettings,
  type MountSettingsOptions,
  mountSettings,
  mountWidget,
  pageShown,
  toast,
  write,
} from "./mount-settings.ts";

afterEach(leaveSettings);

const button = (name: string): Promise<void> => press("button", name);
const dialog = (): string => textOf("dialog[open] h2");
const DOMAIN = "https://shop.example";

const list = async (options: MountSettingsOptions = {}) => {
  const mounted = await mountSettings({ section: "integrations", ...options });
  await pageShown("Webchat");
  return mounted;
};

describe("the list of widgets", () => {
  it("WIDGET-6 names each with its domain, its last message and its switch", async () => {
    await list({
      prepare: (_settings, _server, webchat) => {
        webchat.add("Shop", DOMAIN, { lastMessageAt: Date.parse("2026-01-02T03:04:00Z") });
        webchat.add("Blog", "https://blog.example", { isEnabled: false });
      },
    });
    const rows = all(".record").map(({ textContent }) => textContent.replace(/\s+/g, " ").trim());
    expect(rows[0]).toContain("Blog https://blog.example No message yet OFF Settings");
    expect(rows[1]).toContain("Shop https://shop.example Last message 2 Jan");
    expect(rows[1]).toContain("ON");
  });

  it("WIDGET-6 the switch holds at once, says so, and goes back if the server refuses", async () => {
    const { webchat, server } = await list({ prepare: (_settings, _server, made) => void made.add("Shop", DOMAIN) });
    await userEvent.click(one(".onoff input"));
    await until("the toast", () => toast().includes("Successfully updated!"));
    expect(webchat.get("int_1").isEnabled).toBe(false);
    server.failing.set("/integrations/webchat/int_1/switch", { status: 503, code: "unavailable" });
    await userEvent.click(one(".onoff input"));
    await until("the refusal", () => toast().includes("cannot be reached"));
    expect(one<HTMLInputElement>(".onoff input").checked).toBe(false);
    expect(textOf(".onoff .word")).toBe("OFF");
  });

  it("GEN-7 an empty list says what a widget is for and how to get one; supervisors are told who can (INTEG-8)", async () => {
    await list();
    expect(textOf(".state")).toContain("No widget yet");
    expect(textOf(".state button")).toBe("Add New Widget");
    leaveSettings();
    await list({ role: "supervisor" });
    expect(textOf(".state")).toContain("An admin can add one");
    expect(all(".state button")).toEqual([]);
  });

  it("INTEG-8 supervisors open and switch widgets, and have no button that adds one", async () => {
    await list({ role: "supervisor", prepare: (_settings, _server, webchat) => void webchat.add("Shop", DOMAIN) });
    expect(all("button").some(({ textContent }) => textContent.includes("Add New Widget"))).toBe(false);
    await button("Settings of Shop");
    await pageShown("Shop");
  });

  it("NAV-1 agents are told that the page is not theirs, and nothing is asked of the server", async () => {
    const { server } = await mountSettings({ role: "agent", section: "integrations" });
    await until("the refusal", () => textOf(".state").includes("Page not available for your role"));
    expect(server.requests.filter((request) => request.includes("webchat"))).toEqual([]);
  });

  it("makes links where the host has addresses", async () => {
    await list({
      properties: { sectionLink: (section) => `/there/${section}` },
      prepare: (_settings, _server, webchat) => void webchat.add("Shop", DOMAIN),
    });
    const link = named<HTMLAnchorElement>("a", "Settings of Shop");
    expect(link.getAttribute("href")).toBe("/there/integrations/webchat/int_1");
    await userEvent.click(link);
    await pageShown("Shop");
  });
});

describe("a new widget", () => {
  const form = async (language = "en") => {
    const mounted = await mountSettings({ section: "integrations", attributes: { language } });
    await pageShown("Webchat");
    await button(language === "en" ? "Add New Widget" : "Tambah widget");
    await until("the form", () => all("dialog[open]").length === 1);
    return mounted;
  };
  const connect = (): Promise<void> => button("Connect");

  it("WIDGET-1 GEN-3 name and domain are required, and a name has at most 60 characters", async () => {
    const { webchat } = await form();
    await connect();
    expect([errorOf("/name"), errorOf("/domain")]).toEqual(["This field is required", "This field is required"]);
    expect(activeElement()).toBe(control("/name"));
    await write("/name", "x".repeat(61));
    await write("/domain", DOMAIN);
    await connect();
    expect(errorOf("/name")).toBe("At most 60 characters; this has 61");
    expect(webchat.widgets.size).toBe(0);
  });

  it("WIDGET-2 shows what was typed and the same corrected, when a slash stands at the end", async () => {
    const { webchat } = await form();
    await write("/name", "Shop");
    await write("/domain", "https://chat.example.com/");
    await connect();
    expect(errorOf("/domain")).toBe(
      "Remove the / at the end. Wrong: https://chat.example.com/  Right: https://chat.example.com",
    );
    expect(activeElement()).toBe(control("/domain"));
    for (const [typed, right] of [
      ["chat.example.com", "https://chat.example.com"],
      ["https://chat.example.com/page?x=1", "https://chat.example.com"],
      ["http://chat.example.com", "https://chat.example.com"],
      ["https://*.example.com", "https://example.com"],
    ] as const) {
      await write("/domain", typed);
      await connect();
      expect(errorOf("/domain")).toBe(`Give only scheme and host. Right: ${right}`);
    }
    await write("/domain", "???");
    await connect();
    expect(errorOf("/domain")).toBe("Give only https:// and the host, for example https://shop.example");
    expect(webchat.widgets.size).toBe(0);
  });

  it("WIDGET-2 says it in Indonesian as well", async () => {
    await form("id");
    await write("/name", "Toko");
    await write("/domain", "https://chat.example.com/");
    await button("Hubungkan");
    expect(errorOf("/domain")).toBe(
      "Hapus / di akhir. Salah: https://chat.example.com/  Benar: https://chat.example.com",
    );
  });

  it("WIDGET-4 shows the code in a pop-up, copies it, and leads to the set-up", async () => {
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await form();
    await write("/name", " Toko Senja ");
    await write("/domain", "https://CHAT.example.com:443");
    await connect();
    await until("the pop-up", () => dialog() === "Widget Created");
    const code = `<script async src="${location.origin}/widget.js" data-widget="int_1"></script>`;
    expect(textOf("sapa-copy-line >> code")).toBe(code);
    expect(textOf(".created .hint")).toBe("Paste it before the closing </body> tag");
    await button("Copy the code");
    await until("the word", () => textOf("sapa-copy-line >> button") === "Copied");
    expect(copied).toHaveBeenCalledWith(code);
    await press(".created button", "Settings");
    await pageShown("Toko Senja");
    expect(control("/domain").value).toBe("https://chat.example.com");
    copied.mockRestore();
  });

  it("WIDGET-4 where copying is forbidden the code is marked, so that one key copies it", async () => {
    const refused = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    await mountWidget();
    await button("Copy the widget id");
    await until("the words", () => textOf("sapa-copy-line >> p").includes("Ctrl C"));
    expect(getSelection()?.type).toBe("Range");
    refused.mockRestore();
  });
});

describe("the set-up of a widget", () => {
  it("WIDGET-6 saves everything at once, and stands as it was saved", async () => {
    const { webchat } = await mountWidget();
    await write("/name", "Toko");
    await write("/appearance/accent", "0A7D4B");
    await write("/appearance/offsetPx", "32");
    await userEvent.click(control("/appearance/side"));
    await userEvent.click(control("/online-custom"));
    await write("/online/en", "Ask us anything.");
    await button("ID Indonesian");
    await write("/online/id", "Tanya apa saja.");
    await userEvent.click(control("/prechat"));
    await userEvent.click(control("/greeting"));
    await saveChanges();
    await until("it saved", () => toast().includes("Saved · Toko"));
    const { name, settings } = webchat.get("int_1");
    expect(name).toBe("Toko");
    expect(settings.appearance).toMatchObject({ accent: "#0a7d4b", offsetPx: 32, side: "left" });
    expect(settings.online).toEqual({ en: "Ask us anything.", id: "Tanya apa saja." });
    expect(settings.prechat).toEqual({ title: null, subtitle: null, email: "optional", phone: "off" });
    expect(settings.greeting).toEqual({ position: "top", text: null });
    expect(textOf(".state-of")).toContain("Last saved by Bagas Pratama");
  });

  it("WIDGET-7 warns of colours that cannot be read, and offers the nearest that can", async () => {
    const { webchat } = await mountWidget();
    expect(all(".contrast")).toEqual([]);
    await write("/appearance/accent", "#ffd54a");
    // One of the main colour, one of the visitor's bubble, which still wears it.
    await until("the warnings", () => all(".contrast").length === 2);
    expect(one(".contrast p").textContent).toMatch(/^Hard to read: the contrast is 1\.\d, and 4\.5 is needed\.$/);
    await userEvent.click(one(".contrast button"));
    await until("it gone", () => all(".contrast").length === 0);
    expect(control("/appearance/accentText").value).toMatch(/^#[0-9a-f]{6}$/);
    expect(control("/appearance/accent").value).toBe("#ffd54a");
    // A warning keeps nobody from saving.
    await write("/appearance/accentText", "#ffffff");
    await saveChanges();
    await until("it saved", () => toast().includes("Saved"));
    expect(webchat.get("int_1").settings.appearance.accent).toBe("#ffd54a");
  });

  it("WIDGET-7 a colour that almost passes is darkened by a hair, and the fields beside it keep their place", async () => {
    await mountWidget();
    const before = control("/appearance/accent").getBoundingClientRect().width;
    await write("/appearance/accent", "#b5651d");
    await until("the warnings", () => all(".contrast").length === 2);
    expect(control("/appearance/accent").getBoundingClientRect().width).toBe(before);
    await userEvent.click(one(".contrast button"));
    await until("them gone", () => all(".contrast").length === 0);
    expect(control("/appearance/accentText").value).toBe("#ffffff");
    expect(control("/appearance/accent").value).toBe("#b0621c");
  });

  it("WIDGET-6 the visitor's bubble wears the main colour until it is given its own", async () => {
    await mountWidget();
    await write("/appearance/accent", "#0a7d4b");
    expect(control("/appearance/visitorBubble").value).toBe("#0a7d4b");
    await write("/appearance/visitorBubble", "#222222");
    await write("/appearance/accent", "#7d0a4b");
    expect(control("/appearance/visitorBubble").value).toBe("#222222");
  });

  it("WIDGET-6 a wrong colour stands at its field, and so does a text that one language lacks, which is then shown", async () => {
    const { webchat } = await mountWidget();
    await userEvent.click(control("/offline-custom"));
    await button("ID Indonesian");
    await write("/offline/id", "");
    await button("EN English");
    await write("/offline/en", "Back soon.");
    await saveChanges();
    await until("the other language", () => all('[data-pointer="/offline/id"]').length === 1);
    expect(errorOf("/offline/id")).toBe("This field is required");
    expect(activeElement()).toBe(control("/offline/id"));
    await write("/offline/id", "Segera kembali.");
    await write("/appearance/agentText", "black");
    await saveChanges();
    expect(errorOf("/appearance/agentText")).toBe("Give a colour such as #1f5eff");
    expect(webchat.get("int_1").version).toBe(1);
  });

  it("WIDGET-6 what was written comes back with its tick", async () => {
    await mountWidget();
    await userEvent.click(control("/online-custom"));
    await write("/online/en", "Hello!");
    await userEvent.click(control("/online-custom"));
    await until("our words", () => all('[data-pointer="/online/en"]').length === 0);
    await userEvent.click(control("/online-custom"));
    await until("the own ones", () => all('[data-pointer="/online/en"]').length === 1);
    expect(control("/online/en").value).toBe("Hello!");
  });

  it("BEY-13 greetings of pages are added, checked and removed", async () => {
    const { webchat } = await mountWidget();
    await button("Add greeting");
    await until("its page", () => activeElement() === control("/proactive/0/path"));
    await write("/proactive/0/path", "pricing");
    await saveChanges();
    expect(errorOf("/proactive/0/path")).toBe("Begin with / and leave out blanks, for example /pricing*");
    await write("/proactive/0/path", "/pricing*");
    await write("/proactive/0/text/en", "Questions about prices?");
    await button("ID Indonesian");
    await write("/proactive/0/text/id", "Ada pertanyaan soal harga?");
    await button("Add greeting");
    await button("Remove greeting 2");
    await saveChanges();
    await until("it saved", () => toast().includes("Saved"));
    expect(webchat.get("int_1").settings.proactive).toEqual([
      {
        path: "/pricing*",
        afterSeconds: 20,
        when: "online",
        text: { en: "Questions about prices?", id: "Ada pertanyaan soal harga?" },
      },
    ]);
  });

  it("WIDGET-6 a logo is uploaded, shown, saved and taken away; what is no picture is refused at the field", async () => {
    const { webchat, server } = await mountWidget();
    const choose = (file: File): void => {
      const data = new DataTransfer();
      data.items.add(file);
      const input = one<HTMLInputElement>("sapa-logo-field >> input");
      input.files = data.files;
      input.dispatchEvent(new Event("change"));
    };
    choose(new File(["hello"], "notes.txt", { type: "text/plain" }));
    await until(
      "the refusal",
      () => textOf("sapa-logo-field >> .field-error") === "Choose a PNG, JPEG or WebP picture",
    );
    choose(new File([new Uint8Array(600_000)], "big.png", { type: "image/png" }));
    await until("the refusal", () => textOf("sapa-logo-field >> .field-error") === "The picture is larger than 512 kB");
    expect(server.requests.filter((request) => request.endsWith("/logo"))).toEqual([]);
    choose(new File([new Uint8Array(100)], "logo.png", { type: "image/png" }));
    await until("the picture", () => all("sapa-logo-field >> img").length === 1);
    await saveChanges();
    await until("it saved", () => webchat.get("int_1").settings.appearance.logo === "hash.png");
    await button("Remove the logo");
    await until("the initial", () => textOf("sapa-logo-field >> .picture") === "K");
    await saveChanges();
    await until("it saved", () => webchat.get("int_1").settings.appearance.logo === null);
  });

  it("GEN-11 two people who change different things lose nothing; the same thing is chosen between both", async () => {
    const { webchat } = await mountWidget();
    await write("/name", "Mine");
    const { settings } = webchat.get("int_1");
    webchat.changeBehind("int_1", {
      name: "Theirs",
      settings: { ...settings, appearance: { ...settings.appearance, side: "left" } },
    });
    await saveChanges();
    await until("the notice", () => dialog() === "Changed by Ayu Lestari meanwhile");
    expect(all("sapa-conflict >> legend").map(({ textContent }) => textContent)).toEqual(["Widget Name", "Side"]);
    await button("Save this choice");
    await until("it saved", () => toast().includes("Saved · Mine"));
    expect(webchat.get("int_1")).toMatchObject({ name: "Mine", settings: { appearance: { side: "left" } } });
  });

  it("GEN-11 Cancel leads back and asks first when something is not saved", async () => {
    await mountWidget();
    await write("/name", "Other");
    await button("Cancel");
    await until("the question", () => dialog() === "Leave without saving?");
    await button("Discard changes");
    await pageShown("Webchat");
    expect(textOf(".record .name")).toBe("Kopi Senja Shop");
  });

  it("GEN-9 WIDGET-9 Remove asks, naming the widget, and leads back to the list", async () => {
    const { webchat } = await mountWidget();
    await button("Remove");
    await until("the question", () => dialog() === "Remove the widget Kopi Senja Shop?");
    await press("dialog[open] button, sapa-confirm >> button", "Remove");
    await pageShown("Webchat");
    expect(webchat.widgets.size).toBe(0);
    expect(toast()).toContain("Kopi Senja Shop was removed");
  });

  it("INTEG-8 supervisors see and save it all, without secret and removal", async () => {
    const { webchat } = await mountWidget({ role: "supervisor" });
    expect(all("sapa-identity-secret")).toEqual([]);
    expect(all(".danger-zone")).toEqual([]);
    await userEvent.click(control("/signedOnly"));
    await saveChanges();
    await until("it saved", () => webchat.get("int_1").settings.signedOnly);
  });

  it("GEN-7 a widget that was removed meanwhile says so and leads back", async () => {
    await mountSettings({ section: "integrations/webchat/int_gone" });
    await until("the words", () => textOf(".state").includes("This widget was removed"));
    await press(".state button", "All widgets");
    await pageShown("Webchat");
  });
});

async function saveChanges(): Promise<void> {
  named("button", "Save changes").click();
  await until("it settled", () => all("button[type=submit][disabled]").length === 0);
}

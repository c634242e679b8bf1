import { afterEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { SapaConnectionChangedEvent } from "../../../components/events.ts";
import { summary } from "../../support/component-builders.ts";
import { json } from "../components/fake-server.ts";
import {
  activeElement,
  all,
  expectAccessible,
  frame,
  manyRooms,
  named,
  one,
  press,
  talkAll,
  textOf,
  until,
} from "../components/mount.ts";
import { problem } from "./fake-auth.ts";
import { headed, here, leaveShell, type MountShellOptions, mountShell } from "./mount-shell.ts";

afterEach(leaveShell);

const signedIn =
  (more: MountShellOptions["prepare"] = () => {}): NonNullable<MountShellOptions["prepare"]> =>
  (auth, server) => {
    auth.signedIn();
    more(auth, server);
  };

async function open(address: string, options: MountShellOptions = {}) {
  const mounted = await mountShell(address, { ...options, prepare: signedIn(options.prepare) });
  await until("the menu", () => all("nav.rail a.item").length > 0);
  return mounted;
}

const menus = (): string[] => all("nav.rail a.item").map(({ textContent }) => textContent.trim());

describe("the menu", () => {
  it("NAV-1 ROLE-1 has exactly what the role may open, in NAV's order", async () => {
    await open("/inbox", { role: "admin" });
    expect(menus()).toEqual(["Inbox", "Contact", "Reports", "Channel Integrations", "Settings"]);
    leaveShell();
    await open("/inbox", { role: "agent" });
    expect(menus()).toEqual(["Inbox"]);
  });

  it("I18N-4 names are NAV's in Indonesian, too", async () => {
    await open("/inbox", { role: "admin", language: "id" });
    expect(menus()).toEqual(["Inbox", "Kontak", "Laporan", "Integrasi Channel", "Pengaturan"]);
  });

  it("NAV-3 collapses to icons and remembers it in this browser", async () => {
    await open("/inbox");
    const width = (): number => one("nav.rail").offsetWidth;
    named("button", "Widen the menu").click();
    await until("labels", () => width() > 150);
    expect(localStorage.getItem("sapa.menu")).toBe("wide");
    await expectAccessible();
    named("button", "Collapse the menu").click();
    await until("icons only", () => width() < 70);
    expect(localStorage.getItem("sapa.menu")).toBeNull();
  });

  it("NAV-3 below 768 px it is a drawer that keeps the focus, and Escape gives it back", async () => {
    await open("/inbox", { width: 390, height: 844, role: "admin" });
    expect(one("nav.rail").checkVisibility()).toBe(false);
    const button = named("button", "Open the menu");
    button.focus();
    await userEvent.click(button);
    const drawer = one<HTMLDialogElement>(".drawer-panel");
    await until("the drawer", () => drawer.open);
    expect(textOf(".drawer .organization")).toBe("Kopi Senja");
    await expectAccessible();
    for (let step = 0; step < 9; step += 1) {
      await userEvent.tab();
      const focused = activeElement();
      // Between its last and its first control a modal dialog lets the browser's own bar have a turn.
      if (focused !== document.body) expect(drawer.contains(focused)).toBe(true);
    }
    await userEvent.keyboard("{Escape}");
    await until("the drawer to close", () => !drawer.open);
    expect(activeElement()).toBe(button);
  });

  it("NAV-3 a menu chosen in the drawer leads there and closes it", async () => {
    await open("/inbox", { width: 390, height: 844, role: "admin" });
    await press("button", "Open the menu");
    await press(".drawer a", "Reports");
    expect(here()).toBe("/reports");
    expect(one<HTMLDialogElement>(".drawer-panel").open).toBe(false);
  });
});

describe("addresses", () => {
  it("NAV-1 an address without the right says so and shows no data", async () => {
    const { server } = await open("/settings/chat/tags", { role: "agent" });
    await until("the refusal", () => textOf(".state .title") === "Page not available for your role");
    expect(all("sapa-settings")).toEqual([]);
    expect(server.requests.filter((request) => request.includes("/tags"))).toEqual([]);
    await until("the tab's name", () => document.title.endsWith("Page not available for your role · Sapa"));
    await expectAccessible();
  });

  it.each([
    ["agent", "/broadcast"],
    ["supervisor", "/settings/security"],
  ] as const)("NAV-1 NAV-4 the tab of a %s names no page they may not open: %s", async (role, address) => {
    await open(address, { role });
    await until("the refusal", () => textOf(".state .title") === "Page not available for your role");
    await until("the tab's name", () => document.title.endsWith("Page not available for your role · Sapa"));
  });

  it("NAV-2 back, forward and reload find the page again", async () => {
    await open("/inbox", { role: "admin" });
    named("nav.rail a", "Settings").click();
    await until("the settings", () => all("sapa-settings").length > 0);
    expect(here()).toBe("/settings");
    named("nav.rail a", "Inbox").click();
    await until("the inbox", () => all("sapa-inbox").length > 0);
    history.back();
    await until("the settings", () => all("sapa-settings").length > 0 && here() === "/settings");
    history.forward();
    await until("the inbox", () => all("sapa-inbox").length > 0 && here() === "/inbox");
  });

  it("NAV-2 contacts, reports and members have addresses of their own", async () => {
    await open("/contact/con_7?q=rani", { role: "admin" });
    const contacts = one<HTMLElement & { contactId: string; filter: string }>("sapa-contacts");
    expect([contacts.contactId, contacts.filter]).toEqual(["con_7", "q=rani"]);
    leaveShell();
    await open("/reports/agents?from=2026-11-01&to=2026-11-07", { role: "admin" });
    const report = one<HTMLElement & { report: string; from: string }>("sapa-report");
    expect([report.report, report.from]).toEqual(["agents", "2026-11-01"]);
    leaveShell();
    await open("/settings/accounts/users/mem_9", { role: "admin" });
    expect(one<HTMLElement & { section: string }>("sapa-settings").section).toBe("accounts/users/mem_9");
  });

  it("GEN-7 an address that leads nowhere says so, with the way out", async () => {
    await open("/nowhere/at/all");
    expect(textOf(".state .title")).toBe("This page does not exist");
    named("button", "Go to the Inbox").click();
    await until("the inbox", () => here() === "/inbox");
  });

  it("NAV-4 title and favicon carry the number of unassigned rooms, and the page's name", async () => {
    const rooms: MountShellOptions["prepare"] = (_, server) => {
      for (const id of ["a", "b", "c"]) server.add(summary({ roomId: `room_${id}`, status: "unassigned" }));
    };
    document.head.insertAdjacentHTML("beforeend", '<link rel="icon" href="data:,">');
    const icon = (): string => decodeURIComponent(one<HTMLLinkElement>('link[rel="icon"]').href);
    await open("/inbox", { prepare: rooms });
    await until("the number", () => document.title === "(3) Inbox · Sapa");
    expect(icon()).toContain(">3</text>");
    named("nav.rail a", "Settings").click();
    await until("the page's name", () => document.title === "(3) Settings · Sapa");
    one('link[rel="icon"]').remove();
  });
});

describe("banners", () => {
  const cut = (isConnected: boolean): boolean =>
    one("sapa-inbox").dispatchEvent(new SapaConnectionChangedEvent(isConnected));
  const shown = (): string[] =>
    all("sapa-banners > *")
      .filter((banner) => banner.checkVisibility())
      .map(({ tagName, className }) => `${tagName.toLowerCase()}${className.includes("banner") ? ".banner" : ""}`);

  it("NAV-5 the weightiest is seen, the rest stands behind +n", async () => {
    await open("/inbox");
    const permission = one("sapa-notification-banner");
    permission.removeAttribute("hidden");
    await until("the one there is", () => shown().join() === "sapa-notification-banner");
    expect(all("sapa-banners >> .more")).toEqual([]);
    cut(false);
    await until("the weightier one", () => shown().join() === "p.banner");
    expect(textOf("p.banner")).toContain("Connection lost");
    const more = named("sapa-banners >> button", "+1, 1 more notice");
    await expectAccessible();
    more.click();
    await until("both", () => shown().length === 2);
    expect(more.getAttribute("aria-expanded")).toBe("true");
    cut(true);
    await until("only the other again", () => shown().join() === "sapa-notification-banner");
  });
});

describe("the own menu", () => {
  const openMenu = async (): Promise<void> => {
    one("sapa-frame >> .me").click();
    await until("the menu", () => one(".identity").checkVisibility());
  };

  it("AUTH-5 an account of several organizations switches between them; what failed is said", async () => {
    const { auth } = await open("/inbox", { prepare: (one) => void one.signedIn(2) });
    await openMenu();
    expect(textOf(".menu-title")).toContain("Switch organization");
    await expectAccessible();
    auth.answers.set("POST /auth/session/organization", () => problem(503, "unavailable"));
    named(".menu-item", "Teh Pagi").click();
    await until("the refusal", () => textOf("sapa-frame >> sapa-toasts >> li").includes("could not be switched"));
    expect(auth.bodies).toContainEqual({ organizationId: "org_1" });
  });

  it("AUTH-5 a page stays in when the same person signs in anew in another tab", async () => {
    await open("/inbox", {
      prepare: (auth) =>
        auth.answers.set("GET /auth/session", () => {
          auth.answers.clear();
          const before = json(auth.session);
          auth.signedInElsewhere();
          return before;
        }),
    });
    await until("the inbox", () => all("sapa-inbox").length > 0);
    expect(here()).toBe("/inbox");
  });

  it("AUTH-6 signing out ends the browser's session, also one that another tab began", async () => {
    const { auth } = await open("/inbox");
    auth.signedInElsewhere();
    await openMenu();
    named(".menu-item", "Sign out").click();
    await until("the sign-in", () => here() === "/login");
    expect(auth.session).toBeNull();
  });

  it("AUTH-5 an account of one organization is offered nothing to switch to", async () => {
    await open("/inbox");
    await openMenu();
    expect(textOf(".menu-title")).not.toContain("Switch organization");
  });

  it("I18N-2 the language changes at once, loses no draft, and goes into the profile", async () => {
    const { auth } = await open("/inbox?room=room_00000", {
      prepare: (_, server) => talkAll(server, manyRooms(1), 4),
    });
    await until("the composer", () => all("sapa-composer >> textarea").length > 0);
    const box = one<HTMLTextAreaElement>("sapa-composer >> textarea");
    box.value = "Half a thought";
    box.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    await openMenu();
    named(".menu-item", "Bahasa Indonesia").click();
    await until(
      "the other language",
      () => one("h1").textContent === "Inbox" && document.documentElement.lang === "id",
    );
    expect(one("sapa-composer >> textarea")).toBe(box);
    expect(box.value).toBe("Half a thought");
    await until("the profile", () => auth.profile.language === "id");
  });

  it("I18N-2 without a choice of this browser the member's language comes first, then the organization's", async () => {
    await open("/inbox", {
      language: "",
      prepare: (_, server) => {
        server.me = { ...server.me, language: null, organization: { ...server.me.organization, language: "id" } };
      },
    });
    await until("the organization's", () => document.documentElement.lang === "id");
    leaveShell();
    await open("/inbox", {
      language: "",
      prepare: (_, server) => {
        server.me = { ...server.me, language: "en", organization: { ...server.me.organization, language: "id" } };
      },
    });
    await until("the member's", () => document.documentElement.lang === "en");
  });

  it("PRIVACY-7 admins see when their organization will be deleted, and whom to ask", async () => {
    const at = Date.UTC(2027, 4, 2, 5);
    const support = { text: "Tanya kami", url: "https://help.example/tanya" };
    await open("/inbox", {
      prepare: (_, server) => {
        server.me = { ...server.me, deletion: { at, support } };
      },
    });
    await until("the banner", () => /Kopi Senja will be deleted on .*2027.*Tanya kami/s.test(textOf(".banner")));
    expect(one<HTMLAnchorElement>(".banner .link").href).toBe(support.url);
    await expectAccessible();
  });

  it("the theme changes at once and is remembered", async () => {
    await open("/inbox");
    await openMenu();
    named(".menu-item", "Dark").click();
    await until("dark", () => one("sapa-frame").getAttribute("theme") === "dark");
    expect(document.documentElement.style.colorScheme).toBe("dark");
    expect(localStorage.getItem("sapa.theme")).toBe("dark");
    await expectAccessible();
    named(".menu-item", "System").click();
    await until("the system's", () => localStorage.getItem("sapa.theme") === null);
  });
});

describe.each([
  { theme: "light", language: "en", width: 1440, height: 900 },
  { theme: "dark", language: "id", width: 390, height: 844 },
])("the frame ($theme, $language, $width px)", ({ theme, language, width, height }) => {
  it("GEN-10 axe finds nothing, and nothing is wider than the screen", async () => {
    await open("/profile", { theme, language, width, height, role: "admin" });
    await headed(language === "en" ? "Profile" : "Profil");
    await until("the profile", () => all("sapa-profile-page >> .cards").length > 0);
    await expectAccessible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await page.viewport(width, height);
    await frame();
  });
});

describe("what the profile brings", () => {
  it("AUTH-19 the photo stands in the bar, and the sound is as this person wants it; the bell's switch goes back there", async () => {
    const photoUrl = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    const { auth } = await open("/inbox", {
      prepare: (fake) => {
        fake.profile = { ...fake.profile, photoUrl, sound: false };
      },
    });
    await until("the photo", () => all("sapa-frame >> img.photo").length === 1);
    expect(localStorage.getItem("sapa.sound")).toBe("off");
    localStorage.removeItem("sapa.sound");
    one("sapa-bell").dispatchEvent(new Event("sound-chosen"));
    await until("the profile", () => auth.profile.sound);
  });
});

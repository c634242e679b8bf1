import { afterEach, describe, expect, it, vi } from "vitest";
import { FakeMembers, memberDetail } from "../components/fake-members.ts";
import { FakeSettings } from "../components/fake-settings.ts";
import { all, frame, until } from "../components/mount.ts";
import { leaveShell, type MountShellOptions, mountShell } from "./mount-shell.ts";

/** A pseudo-language: every text is 40 % longer (I18N-5). */
vi.mock("../../../components/strings/catalogue.ts", async (original) => {
  const real = await original<typeof import("../../../components/strings/catalogue.ts")>();
  const longer = (text: string): string => {
    const wanted = Math.ceil(text.length * 0.4);
    return text.length < 2
      ? text
      : `${text}${" ååååå ååå"
          .repeat(Math.ceil(wanted / 10))
          .slice(0, wanted)
          .trimEnd()}`;
  };
  const fill: typeof real.fill = (...texts) => longer(real.fill(...texts));
  return { ...real, fill };
});

afterEach(leaveShell);

const ARABIC = { firstName: "مريم", lastName: "عبد الرحمن الحسني" };

const office: NonNullable<MountShellOptions["prepare"]> = (auth, server) => {
  auth.profile = { ...auth.profile, ...ARABIC };
  auth.signedIn(2);
  auth.options = {
    providers: [{ providerId: "p", name: "Perusahaan Kopi Nusantara" }],
    support: { text: "bantuan@kopi-nusantara.example", url: "mailto:x@x.example" },
  };
  new FakeSettings(server);
  const members = new FakeMembers(server);
  members.seatLimit = 10;
  members.add(
    memberDetail({ memberId: "mem_a", ...ARABIC, email: "maryam.abdurrahman.alhasani@kopisenja-nusantara.example" }),
    memberDetail({ memberId: "mem_b", firstName: "🙂 Joy", state: "invited", linkExpiresAt: Date.now() + 9e7 }),
  );
};

const signedOut: MountShellOptions["prepare"] = (auth, server) => {
  office(auth, server);
  auth.session = null;
  auth.link = {
    kind: "reset",
    email: "x@x.example",
    name: "مريم",
    organizationName: null,
    expiresAt: Date.now() + 9e6,
  };
};

/** What must not be cut off: controls and headings, unless they say that they shorten themselves. */
const CHECKED = "button, a.button, a.item, h1, h2, h3, label, .field-error, .hint, .lead, .tagline, th";

function cutOff(): string[] {
  return all(CHECKED)
    .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    .filter((element) => !element.matches(".truncate, .visually-hidden") && !element.querySelector(".truncate"))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || getComputedStyle(element).position === "absolute") return false;
      return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline"
        ? true
        : box.right > innerWidth + 1 || box.left < -1;
    })
    .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`);
}

const PAGES = [
  { address: "/login", prepare: signedOut, shown: "#email" },
  { address: "/forgot", prepare: signedOut, shown: "#email" },
  { address: "/link#token", prepare: signedOut, shown: ".rules" },
  { address: "/inbox", prepare: office, shown: "sapa-inbox" },
  { address: "/settings/accounts/users", prepare: office, shown: "sapa-settings-users >> tbody tr" },
  { address: "/settings/accounts/users/mem_a", prepare: office, shown: "sapa-settings-user >> .page" },
  { address: "/profile", prepare: office, shown: "sapa-profile-page >> .cards" },
];

describe.each([
  { direction: "ltr", width: 1440 },
  { direction: "ltr", width: 390 },
  { direction: "rtl", width: 1280 },
  { direction: "rtl", width: 390 },
])("texts 40 % longer ($direction, $width px)", ({ direction, width }) => {
  it.each(PAGES)("I18N-5 $address holds: nothing is cut off, nothing leaves the screen", async (page) => {
    document.documentElement.dir = direction;
    localStorage.setItem("sapa.menu", "wide");
    await mountShell(page.address, { width, height: 900, role: "admin", prepare: page.prepare });
    await until("the page", () => all(page.shown).length > 0);
    await frame();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(all("h1, h2").some(({ textContent }) => textContent.includes("å"))).toBe(true);
    expect(cutOff()).toEqual([]);
  });
});

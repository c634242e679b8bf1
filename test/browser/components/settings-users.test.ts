import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaDialog } from "../../../components/ui/dialog.ts";
import { FakeMembers, memberDetail } from "./fake-members.ts";
import { json } from "./fake-server.ts";
import { all, expectAccessible, named, one, pause, textOf, until } from "./mount.ts";
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

let members: FakeMembers;

const people: NonNullable<MountSettingsOptions["prepare"]> = (_, server) => {
  members = new FakeMembers(server);
  server.me = { ...server.me, memberId: "mem_ayu" };
  server.divisions = [
    { divisionId: "div_a", name: "Sales", supervisorId: null, agentIds: [], integrationIds: null, version: 1 },
  ];
  const until = Date.now() + 3 * 86_400_000;
  members.add(
    memberDetail({ memberId: "mem_ayu", firstName: "Ayu", lastName: "Kartika", role: "admin", isOwner: true }),
    memberDetail({ memberId: "mem_bagas", firstName: "Bagas", role: "supervisor", divisionIds: ["div_a"] }),
    memberDetail({ memberId: "mem_citra" }),
    memberDetail({ memberId: "mem_dewi", firstName: "Dewi", state: "invited", linkExpiresAt: until, lastSeenAt: null }),
    memberDetail({ memberId: "mem_eka", firstName: "Eka", state: "waiting", linkExpiresAt: 1, lastSeenAt: null }),
    memberDetail({ memberId: "mem_fajar", firstName: "Fajar", state: "inactive" }),
  );
};

const rows = (): string[] =>
  all("sapa-settings-users >> tbody tr").map(({ textContent }) => textContent.replace(/\s+/g, " ").trim());

async function open(options: MountSettingsOptions = {}) {
  const mounted = await mountSettings({ section: "accounts/users", width: 1440, ...options, prepare: people });
  await until("the list", () => rows().length > 0);
  return mounted;
}

async function act(name: string, what: string): Promise<void> {
  named("button", `More for ${name}`).click();
  await until("the menu", () => all(".menu-item").some((item) => item.checkVisibility()));
  named(".menu-item", what).click();
}

function confirmText(): string {
  const [dialog] = all<SapaDialog>("sapa-confirm >> sapa-dialog");
  return dialog?.isOpen ? `${dialog.heading} ${dialog.textContent}` : "";
}

describe("users", () => {
  it("ROLE-18 the list says who, which role, division and state, until when a link works, and when somebody was last seen", async () => {
    await open();
    expect(rows()[0]).toMatch(/Ayu Kartika Owner.*You.*Admin General Active/);
    expect(rows()[1]).toMatch(/Bagas Lestari.*Supervisor Sales Active/);
    expect(rows()[3]).toMatch(/Dewi.*Invited · until .* Never/);
    expect(rows()[4]).toMatch(/Eka.*Waiting for verification · link has ended/);
    expect(rows()[5]).toMatch(/Fajar.*Inactive/);
  });

  it("NAV-2 search and filters are told to the host, and taken from it", async () => {
    const told: string[] = [];
    const { element } = await open({ properties: { filter: "q=dewi&state=invited" } });
    expect(rows()).toHaveLength(1);
    const search = named<HTMLInputElement>("input", "Search by name or email");
    expect(search.value).toBe("dewi");
    element.addEventListener("sapa-filter-changed", ({ filter }) => told.push(filter));
    search.value = "";
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await until("it was told", () => told.at(-1) === "state=invited");
    element.filter = "role=supervisor";
    await until("the supervisor", () => rows().length === 1 && rows()[0]?.includes("Bagas") === true);
    expect(told).toEqual(["state=invited"]);
  });

  it("ROLE-18 search and filters ask the server; nobody found says so, with the way back", async () => {
    const { server } = await open();
    const search = named<HTMLInputElement>("input", "Search by name or email");
    search.value = "dewi";
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await until("one", () => rows().length === 1);
    expect(server.requests.at(-1)).toContain("q=dewi");
    const state = named<HTMLSelectElement>("select", "State");
    state.value = "inactive";
    state.dispatchEvent(new Event("change", { bubbles: true }));
    await until("nobody", () => textOf(".state .title").includes("Nobody matches"));
    await expectAccessible();
    named("button", "Clear filters").click();
    await until("everybody", () => rows().length === 6);
  });

  it("ROLE-21 seats in use stand there, and a full house is a notice with limit and use", async () => {
    await open();
    expect(textOf(".seats")).toContain("4 seats in use");
    members.seatLimit = 4;
    members.refusal = json({ code: "role.seats", retryable: false, params: { limit: 4, used: 4 } }, 422);
    await act("Fajar Lestari", "Reactivate");
    await until("the notice", () => toast().includes("All 4 seats are taken (4 in use)"));
    await until("the limit", () => textOf(".seats").includes("4 of 4 seats in use"));
    await expectAccessible();
  });

  it("AUTH-13 AUTH-15 adding carries the hint, tells what is wrong at each field, and that an invitation is out", async () => {
    await open();
    named("button", "Add user").click();
    await until("the form", () => all("form.editor").length > 0);
    expect(textOf("#field-email-hint")).toBe(
      "Use an email already registered with another application of the suite, if there is one",
    );
    named("button", "Send invitation").click();
    await until("the faults", () => errorOf("/firstName") === "This field is required");
    expect(errorOf("/email")).toBe("This field is required");
    await write("/firstName", "Gita");
    await write("/email", "citra@kopisenja.example");
    named("button", "Send invitation").click();
    await until("the fault", () => errorOf("/email") === "This email is a member here already");
    await expectAccessible();
    await write("/email", "gita@kopisenja.example");
    named("button", "Send invitation").click();
    await until("the invitation", () => toast().includes("Invitation sent to gita@kopisenja.example"));
    expect(rows().some((row) => row.includes("Gita"))).toBe(true);
  });

  it("AUTH-14 an email that has an account waits for its owner", async () => {
    await open();
    named("button", "Add user").click();
    await until("the form", () => all("form.editor").length > 0);
    await write("/firstName", "Hadi");
    await write("/email", "known@kopisenja.example");
    named("button", "Send invitation").click();
    await until("the word", () => toast().includes("has an account already"));
    await until("the state", () => rows().some((row) => /Hadi.*Waiting for verification/.test(row)));
  });

  it("AUTH-14 AUTH-15 a pending mail is sent again or withdrawn, the person being named", async () => {
    await open();
    await act("Eka Lestari", "Send the mail again");
    await until("the word", () => toast().includes("Mail sent to eka@kopisenja.example"));
    await act("Dewi Lestari", "Withdraw the invitation");
    await until("the question", () => confirmText().includes("Withdraw the invitation of Dewi Lestari?"));
    await expectAccessible();
    named("sapa-confirm >> button", "Withdraw the invitation").click();
    await until("it is gone", () => rows().every((row) => !row.includes("Dewi")));
  });

  it("ROLE-22 GEN-9 deactivating names the person and what happens to their rooms; the owner and oneself cannot be", async () => {
    await open();
    expect(all("button").filter((button) => button.ariaLabel === "More for Ayu Kartika")).toEqual([]);
    await act("Citra Lestari", "Deactivate");
    await until("the question", () => confirmText().includes("Deactivate Citra Lestari?"));
    expect(confirmText()).toContain("go back to Unassigned");
    named("sapa-confirm >> button", "Keep").click();
    await pause(50);
    expect(members.members.get("mem_citra")?.state).toBe("active");
    await act("Citra Lestari", "Deactivate");
    await until("the question", () => confirmText().includes("Deactivate Citra"));
    named("sapa-confirm >> button", "Deactivate").click();
    await until("the word", () => toast().includes("Citra Lestari is inactive now"));
    await until("the state", () => /Citra.*Inactive/.test(rows()[2] ?? ""));
  });

  it("ROLE-20 the last admin stays one: the notice says why and what to do", async () => {
    await open();
    members.refusal = json({ code: "role.last_admin", retryable: false }, 422);
    await act("Bagas Lestari", "Deactivate");
    await until("the question", () => confirmText().includes("Deactivate"));
    named("sapa-confirm >> button", "Deactivate").click();
    await until("the notice", () => toast().includes("Make somebody else an admin first."));
  });

  it("GEN-8 more than a page is loaded by a button", async () => {
    await mountSettings({
      section: "accounts/users",
      prepare: (...fakes) => {
        people(...fakes);
        for (let n = 0; n < 60; n += 1)
          members.add(memberDetail({ memberId: `mem_n${n}`, firstName: `Number ${n}`, email: `n${n}@x.example` }));
      },
    });
    await until("a page", () => rows().length === 50);
    named("button", "Show more").click();
    await until("the rest", () => rows().length === 66);
  });
});

describe("one user", () => {
  const openOne = async (memberId: string, options: MountSettingsOptions = {}) => {
    const mounted = await mountSettings({
      section: `accounts/users/${memberId}`,
      width: 1280,
      ...options,
      prepare: people,
    });
    return mounted;
  };

  it("ROLE-18 name, email, role, chat access and divisions are saved together", async () => {
    await openOne("mem_bagas");
    await pageShown("Bagas Lestari");
    await write("/lastName", "Pratama");
    named("label", "Own divisions only").click();
    await until("the hint", () => textOf("#field-isRestricted-hint").includes("General"));
    await expectAccessible();
    await save();
    await until("the word", () => toast().includes("Bagas Pratama saved"));
    expect(members.members.get("mem_bagas")).toMatchObject({ lastName: "Pratama", isRestricted: true });
  });

  it("ROLE-3 chat access belongs to supervisors, and goes with that role", async () => {
    await openOne("mem_citra");
    await pageShown("Citra Lestari");
    expect(all('[data-pointer="/isRestricted"]')).toEqual([]);
    named("label", "Supervisor").click();
    await until("the choice", () => all('[data-pointer="/isRestricted"]').length > 0);
  });

  it("ROLE-20 the owner's role cannot be moved", async () => {
    await openOne("mem_ayu");
    await pageShown("Ayu Kartika");
    expect(control<HTMLInputElement>("/role").disabled).toBe(true);
    expect(textOf("#field-role-hint")).toBe("The owner stays an admin.");
  });

  it("ROLE-19 below 1024 px of screen it says only what to use", async () => {
    await openOne("mem_bagas", { width: 1023, attributes: { language: "id" } });
    await until("the sentence", () => textOf("sapa-settings-user").length === 0 && all(".state .title").length > 0);
    expect(textOf(".state .title")).toBe("Gunakan komputer untuk mengubah user");
    expect(all("form [data-pointer]")).toEqual([]);
    await expectAccessible();
    named("a, button", "Semua user").click();
    await until("the list", () => rows().length > 0);
  });

  it("ROLE-19 the list of a narrow screen offers no editing and says where it is done; what can be done stays", async () => {
    await open({ width: 834 });
    expect(all("sapa-settings-users >> tbody a")).toEqual([]);
    expect(textOf("sapa-settings-users >> .elsewhere")).toBe("Use a computer to edit users");
    const tops = all("sapa-settings-users >> .tools select").map((one) => one.getBoundingClientRect().top);
    expect(new Set(tops).size).toBe(1);
    await act("Citra Lestari", "Deactivate");
    await until("the question", () => confirmText().includes("Deactivate Citra Lestari?"));
    await expectAccessible();
  });

  it("GEN-11 somebody else was faster: both values stand there", async () => {
    await openOne("mem_citra");
    await pageShown("Citra Lestari");
    await write("/lastName", "Sari");
    members.add(memberDetail({ memberId: "mem_citra", lastName: "Dewanti", version: 2 }));
    await save();
    await until("the conflict", () => textOf("sapa-conflict >> .side .words").includes("Dewanti | Sari"));
    await expectAccessible();
  });

  it("GEN-11 leaving with unsaved changes asks first", async () => {
    await openOne("mem_citra");
    await pageShown("Citra Lestari");
    await write("/lastName", "Sari");
    named("button", "All users").click();
    await until("the question", () => confirmText().includes("Leave without saving?"));
    await userEvent.keyboard("{Escape}");
    expect(control("/lastName").value).toBe("Sari");
  });

  it("GEN-7 one who does not exist says so", async () => {
    await openOne("mem_nobody");
    await until("the end", () => textOf(".state .title").includes("This user does not exist"));
    await expectAccessible();
  });
});

describe("codes at sign-in", () => {
  it("AUTH-16 the switch holds as soon as it is moved", async () => {
    const { settings } = await mountSettings({ section: "security", role: "admin" });
    await until("the switch", () => all<HTMLInputElement>('[data-pointer="/codeByEmail"]')[0]?.disabled === false);
    control<HTMLInputElement>("/codeByEmail").click();
    await until("the word", () => toast().includes("One-time codes are on"));
    expect(settings.get("sign-in")).toEqual({ codeByEmail: true });
    await expectAccessible();
  });

  it("GEN-3 AUTH-16 why it cannot be switched on is said at the switch, until it is tried again", async () => {
    const { settings } = await mountSettings({ section: "security", role: "admin" });
    await until("the switch", () => all<HTMLInputElement>('[data-pointer="/codeByEmail"]')[0]?.disabled === false);
    const { server } = settings;
    const usual = server.answerer;
    server.answerer = (method, path, body) =>
      method === "PUT" && path.endsWith("/sign-in")
        ? json({ code: "sign_in.no_mail", retryable: false }, 422)
        : (usual?.(method, path, body) ?? null);
    control<HTMLInputElement>("/codeByEmail").click();
    await until("the reason", () => errorOf("/codeByEmail").includes("cannot send mail"));
    expect(control<HTMLInputElement>("/codeByEmail").checked).toBe(false);
    expect(toast()).toBe("");
    await expectAccessible();
    server.answerer = usual;
    control<HTMLInputElement>("/codeByEmail").click();
    await until("the word", () => toast().includes("One-time codes are on"));
    expect(errorOf("/codeByEmail")).toBe("");
  });
});

describe.each([
  { theme: "light", language: "en", width: 1440 },
  { theme: "dark", language: "id", width: 834 },
  { theme: "dark", language: "id", width: 390 },
])("the list ($theme, $language, $width px)", ({ theme, language, width }) => {
  it("GEN-10 axe finds nothing, and nothing is wider than the screen", async () => {
    await open({ width, attributes: { theme, language } });
    await expectAccessible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(one("sapa-settings-users >> .table").scrollWidth).toBeLessThanOrEqual(
      one("sapa-settings-users >> .table").clientWidth,
    );
  });
});

describe("your data", () => {
  const security = (isOwner: boolean) =>
    mountSettings({
      section: "security",
      width: 1440,
      prepare: (_, server) => {
        server.me = { ...server.me, isOwner };
        const others = server.answerer;
        server.answerer = (method, path, body) => {
          if (path !== "/organization/export") return others?.(method, path, body) ?? null;
          return new Response("PK", { headers: { "content-type": "application/zip" } });
        };
      },
    });

  it("PRIVACY-7 the owner downloads everything, after a question", async () => {
    const { server } = await security(true);
    await until("the button", () =>
      all("button").some(({ textContent }) => textContent.trim() === "Download everything"),
    );
    const asked = () => server.requests.filter((one) => one.includes("/organization/export")).length;
    named("button", "Download everything").click();
    await until("the question", () => confirmText().includes("personal data of all your customers"));
    expect(asked()).toBe(0);
    one("sapa-confirm >> .primary").click();
    await until("the message", () => toast().includes("Everything was downloaded"));
    expect(asked()).toBe(1);
    await expectAccessible();
  });

  it("PRIVACY-7 nobody else is offered it", async () => {
    await security(false);
    await pageShown("Security and sessions");
    await until("the cards", () => all("sapa-sign-in-codes").length > 0);
    expect(all("sapa-own-data")).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { all, expectAccessible, frame, one, pause, press, textOf, until } from "./mount.ts";
import { errorOf, leaveSettings, mountSettings, pageShown, save, toast, write } from "./mount-settings.ts";

afterEach(leaveSettings);

const click = (name: string): Promise<void> => press("button", name);
const dialogOpen = (): boolean => all("dialog[open]").length > 0;

describe("API tokens", () => {
  it("SET-9 a token is made with name, kind, scopes and expiry; its secret is shown once and then gone", async () => {
    const { developer } = await mountSettings({ section: "developer/api-tokens" });
    await pageShown("API token");
    await click("New API token");
    await until("the form", dialogOpen);
    await click("Make the token");
    await frame();
    expect(errorOf("/name")).not.toBe("");
    await write("/name", "  Portal ");
    await click("Make the token");
    await until("the secret", () => textOf("sapa-copy-line >> code").includes("sapa_c2Vj"));
    await pause(200);
    await expectAccessible();
    const [made] = developer.tokens;
    expect(made).toMatchObject({ name: "Portal", kind: "user", scopes: ["embed"] });
    const days = ((made?.expiresAt ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(365);
    await click("I have copied it");
    await until("it closed", () => !dialogOpen());
    expect(
      document.documentElement.outerHTML +
        all("*")
          .map((element) => element.shadowRoot?.innerHTML ?? "")
          .join(""),
    ).not.toContain("sapa_c2Vj");
    expect(textOf(".record .name")).toContain("Portal");
  });

  it("SET-9 no token without a scope, with its own message at its own field", async () => {
    const { developer } = await mountSettings({ section: "developer/api-tokens" });
    await pageShown("API token");
    await click("New API token");
    await until("the form", dialogOpen);
    await write("/name", "Portal");
    await userEvent.click(one('input[data-pointer="/scopes"]'));
    await click("Make the token");
    await until("the error", () => textOf(".field-error").includes("Choose at least one"));
    expect(developer.tokens).toEqual([]);
  });

  it("SET-9 revoking asks once, names the token, and holds at once", async () => {
    const { developer } = await mountSettings({
      section: "developer/api-tokens",
      prepare: (_settings, _server, _webchat, fake) => {
        fake.addToken({ apiTokenId: "apt_a", name: "Portal", lastUsedAt: Date.now() - 60_000 });
        fake.addToken({ apiTokenId: "apt_b", name: "Old", expiresAt: Date.now() - 1 });
      },
    });
    await pageShown("API token");
    expect(all(".record.over")).toHaveLength(1);
    expect(textOf("sapa-settings-api-tokens >> .record .hint")).toContain("Made by Bagas Pratama");
    await click("Revoke Portal");
    await until("the question", () => textOf("dialog[open] h2").includes("Revoke Portal?"));
    await press("sapa-confirm >> button", "Revoke");
    await until("it revoked", () => all(".record.over").length === 2);
    expect(developer.tokens[0]?.revokedAt).not.toBe(null);
    expect(toast()).toContain("Portal was revoked");
  });
});

describe("embedding", () => {
  it("EMBED-4, WIDGET-2 origins are written as browsers write them, and each bad one says what is wrong at its own field", async () => {
    const { settings } = await mountSettings({ section: "developer/embedding" });
    await pageShown("Embedding");
    await click("Add an origin");
    await write("/origins/0", "https://portal.example/");
    await click("Add an origin");
    await write("/origins/1", "portal");
    await save();
    await until("the errors", () => all(".field-error").length === 2);
    expect(errorOf("/origins/0")).toContain("Right: https://portal.example");
    expect(errorOf("/origins/1")).toContain("https://");
    await expectAccessible();
    await write("/origins/0", "HTTPS://Portal.example:443");
    await write("/origins/1", "https://portal.example");
    await save();
    await until("the repetition", () => errorOf("/origins/1") === "This origin stands here twice");
    await write("/origins/1", "");
    await save();
    await until("it saved", () => settings.get("embedding").origins.length === 1);
    expect(settings.get("embedding").origins).toEqual(["https://portal.example"]);
  });

  it("EMBED-12 shows code to copy with this server's address and the first origin", async () => {
    await mountSettings({
      section: "developer/embedding",
      prepare: (settings) => settings.changeBehind("embedding", { origins: ["https://portal.example"] }),
    });
    await pageShown("Embedding");
    await until("the code", () => all("sapa-copy-line >> code").length === 2);
    const code = (): string => all("sapa-copy-line >> code")[0]?.textContent ?? "";
    expect(code()).toContain(`fetch("${location.origin}/api/open/v1/embed_tokens"`);
    expect(code()).toContain('origin: "https://portal.example"');
    await userEvent.click(one('input[type="radio"][name="field-language"]:not(:checked)'));
    await until("the next language", () => code().includes("<?php"));
  });

  it.each([
    ["ok", "Token works", "For Citra Lestari on https://portal.example"],
    ["malformed", "Token does not work because it is not a token", "three parts with dots"],
    ["foreign", "because it belongs to another organization", "this organization"],
    ["expired", "because its time is over", "without a cache"],
    ["origin_not_allowed", "because https://portal.example is not among", "Add the origin"],
    ["member_inactive", "because Citra Lestari is not active", "activate the member"],
    ["api_token_revoked", "because the API token", "Make a new API token"],
  ] as const)("EMBED-12 says of a token that is %s what it is and what to do", async (finding, title, cure) => {
    const { developer } = await mountSettings({
      section: "developer/embedding",
      prepare: (_settings, _server, _webchat, fake) => {
        fake.check = { ...fake.check, finding };
      },
    });
    await pageShown("Embedding");
    await until("the field", () => all('[data-pointer="/token"]').length === 1);
    await click("Check");
    await until("the hint", () => textOf(".field-error").includes("Paste a token first"));
    await write("/token", '{"status":"success","data":{"token":"aaa.bbb.ccc","expiresAt":1}}');
    await click("Check");
    await until("the answer", () => all(".answer").length === 1);
    expect(textOf(".answer .title")).toContain(title);
    expect(textOf(".answer p")).toContain(cure);
    expect(developer.checked).toEqual(["aaa.bbb.ccc"]);
    await expectAccessible();
  });
});

describe("the audit log", () => {
  it("SET-10 shows who, what and when, with before and after, and older entries on demand", async () => {
    await mountSettings({
      section: "audit",
      prepare: (_settings, _server, _webchat, developer) => {
        developer.addRow({
          action: "settings.save",
          target: "idle",
          targetName: null,
          changes: { before: { minutes: 1, isOn: true }, after: { minutes: 1, isOn: false } },
        });
        developer.addRow({
          action: "sign_in",
          actor: { type: "unknown", id: null, name: null },
          result: "failed",
          changes: {},
        });
        for (let count = 0; count < 3; count += 1) developer.addRow({});
      },
    });
    await pageShown("Audit log");
    await until("the first page", () => all("sapa-settings-audit >> .entry").length === 3);
    expect(textOf("sapa-settings-audit >> .entry .what")).toContain("Tag renamed");
    await click("Show older entries");
    await until("the rest", () => all("sapa-settings-audit >> .entry").length === 5);
    expect(textOf("sapa-settings-audit >> .entry .not-done")).toContain("Failed");
    expect(textOf("sapa-settings-audit >> .entry")).toContain("Idle rule");
    const lines = all<HTMLButtonElement>("button.line");
    await userEvent.click(lines[0] as HTMLButtonElement);
    await until("the change", () => textOf(".details td").includes("ordr | order"));
    await userEvent.click(lines[4] as HTMLButtonElement);
    await until("what differs", () => textOf(".details tbody th") === "Name | Switched on");
    await expectAccessible();
  });

  it("SET-10 narrows by person, kind and days of the organization, and downloads what is shown", async () => {
    const { developer } = await mountSettings({
      section: "audit",
      prepare: (_settings, server, _webchat, fake) => {
        const former = [{ memberId: "mem_gone", name: "Gita Pratiwi" }];
        server.extra.set("GET /accounts/members", () => ({ members: former, nextCursor: null }));
        fake.addRow({});
      },
    });
    await pageShown("Audit log");
    await until("the entries", () => all("sapa-settings-audit >> .entry").length === 1);
    const choose = (pointer: string, value: string): void => {
      const select = one<HTMLSelectElement>(`[data-pointer="${pointer}"]`);
      select.value = value;
      select.dispatchEvent(new Event("change"));
    };
    await until("who left", () => one('[data-pointer="/actorId"]').textContent?.includes("Gita Pratiwi (inactive)"));
    choose("/actorId", "mem_citra");
    await until("nothing", () => textOf(".state").includes("No entries"));
    await write("/from", "2026-11-20");
    await write("/until", "2026-11-19");
    await until("the hint", () => textOf(".field-error").includes("The first day lies behind the last"));
    await write("/until", "2026-11-20");
    await until("the question", () => developer.questions.at(-1)?.includes("to=") === true);
    const asked = new URLSearchParams(developer.questions.at(-1));
    expect(Object.fromEntries(asked)).toMatchObject({
      actorId: "mem_citra",
      from: String(Date.UTC(2026, 10, 19, 17)),
      to: String(Date.UTC(2026, 10, 20, 17) - 1),
    });
    await click("Clear the filter");
    await until("all again", () => all("sapa-settings-audit >> .entry").length === 1);
    choose("/action", "tag.");
    await until("the narrowed list", () => developer.questions.at(-1) === "action=tag.");
    await pause(50);
    await click("Download CSV");
    await until("the file", () => developer.questions.at(-1) === "export action=tag.");
  });
});

import { describe, expect, it } from "vitest";
import { tokenOf } from "../../../components/data/given-token.ts";
import { choiceOf, dayAfter, isDay } from "../../../components/embed/report-choice.ts";
import { actionWords, changeLines } from "../../../components/settings/developer/audit-words.ts";
import { pageSample, SERVER_LANGUAGES, serverSample } from "../../../components/settings/developer/samples.ts";
import { Localizer } from "../../../components/strings/localizer.ts";

const english = new Localizer("en");

describe("the token of a host", () => {
  it.each([
    ["abc", { token: "abc", expiresAt: 0 }],
    [
      { token: "abc", expiresAt: 5 },
      { token: "abc", expiresAt: 5 },
    ],
    [
      { token: "abc", expires_at: 6 },
      { token: "abc", expiresAt: 6 },
    ],
    [
      { status: "success", data: { token: "abc", expires_at: 7 } },
      { token: "abc", expiresAt: 7 },
    ],
    [
      { token: "abc", expiresAt: "soon" },
      { token: "abc", expiresAt: 0 },
    ],
    ["", null],
    [null, null],
    [undefined, null],
    [{ token: 5 }, null],
    [{ data: null }, null],
    [{ status: "error", error: {} }, null],
  ])("EMBED-2 %j is read as %j", (given, token) => {
    expect(tokenOf(given)).toEqual(token);
  });
});

describe("the report's choice", () => {
  const nothing = { report: null, from: null, to: null, channels: null };

  it("EMBED-6 unknown values mean the default: the general report over a week up to today, of all channels", () => {
    const usual = { report: "general", from: "2026-11-15", to: "2026-11-21", channels: [] };
    expect(choiceOf(nothing, "2026-11-21")).toEqual(usual);
    expect(choiceOf({ report: "x", from: "yesterday", to: "2026-02-30", channels: "pigeon" }, "2026-11-21")).toEqual(
      usual,
    );
  });

  it("EMBED-6 keeps what is known, and no first day behind the last", () => {
    const wish = { report: "nps", from: "2026-11-09", to: "2026-11-03", channels: " ig, web_chat ,x" };
    expect(choiceOf(wish, "2026-11-21")).toEqual({
      report: "nps",
      from: "2026-11-03",
      to: "2026-11-03",
      channels: ["ig", "web_chat"],
    });
  });

  it("days are days of the calendar", () => {
    expect(["2028-02-29", "2026-02-29", "2026-1-1", ""].map(isDay)).toEqual([true, false, false, false]);
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  });
});

describe("entries of the audit log in words", () => {
  it("SET-10 says what was done, also of actions without words of their own", () => {
    expect(actionWords("sign_in.code", english)).toBe("Code at sign-in");
    expect(actionWords("member.join", english)).toBe("Members: joined");
    expect(actionWords("tag.rename", english)).toBe("Tags: renamed");
    expect(actionWords("sign_in", english)).toBe("Signing in");
    expect(actionWords("webchat.secret.rotate", english)).toBe("Widgets: secret renewed");
    expect(actionWords("member.teleport_home", english)).toBe("Members: teleport home");
    expect(actionWords("quite.new", english)).toBe("quite.new");
  });

  it("SET-10 shows before and after of what differs", () => {
    expect(changeLines({ name: { from: "a", to: "b" }, fields: ["x"] })).toEqual([
      { field: "name", before: "a", after: "b", isChange: true },
      { field: "fields", before: "", after: '[\n "x"\n]', isChange: false },
    ]);
    expect(changeLines({ before: { a: 1, b: null }, after: { a: 1, b: 2 } })).toEqual([
      { field: "b", before: "–", after: "2", isChange: true },
    ]);
    expect(changeLines(null)).toEqual([]);
  });
});

describe("code to copy", () => {
  const facts = { server: "https://chat.example.com", origin: "https://portal.example.com" };

  it("EMBED-12 asks the open API, takes the API token from the environment, and names the page's origin", () => {
    for (const language of SERVER_LANGUAGES) {
      const code = serverSample(language, facts);
      expect([language, code.includes("https://chat.example.com/api/open/v1/embed_tokens")]).toEqual([language, true]);
      expect(code).toContain("SAPA_API_TOKEN");
      expect(code).toContain("https://portal.example.com");
      expect(code).not.toMatch(/sapa_[A-Za-z0-9]{8}/);
    }
    expect(pageSample(facts)).not.toContain("SAPA_API_TOKEN");
  });
});

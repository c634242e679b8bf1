import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tokenOf } from "../../../components/data/given-token.ts";
import { choiceOf, dayAfter, isDay } from "../../../components/embed/report-choice.ts";
import { changeLines } from "../../../components/settings/developer/audit-changes.ts";
import { fieldWords, sectionWords } from "../../../components/settings/developer/audit-labels.ts";
import {
  actionWords,
  actorWords,
  type Names,
  targetWords,
  timeWords,
} from "../../../components/settings/developer/audit-words.ts";
import { pageSample, SERVER_LANGUAGES, serverSample } from "../../../components/settings/developer/samples.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import type { AuditRow } from "../../../protocol/audit.schema.ts";
import { SETTINGS_SCHEMAS, SETTINGS_SECTIONS } from "../../../protocol/settings.schema.ts";
import { webchatSettingsSchema } from "../../../protocol/webchat.schema.ts";

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

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
};

/** Names of all fields in a schema, also of those inside lists. */
function fieldsOf({ properties = {}, items, prefixItems = [], anyOf = [] }: JsonSchema): string[] {
  const inner = [...Object.values(properties), ...(items ? [items] : []), ...prefixItems, ...anyOf];
  return [...Object.keys(properties), ...inner.flatMap(fieldsOf)];
}

describe("entries of the audit log in words", () => {
  const indonesian = new Localizer("id");
  const nobody: Names = new Map();
  /** Of machines only, or inside something that is told as a whole. */
  const UNTOLD = ["settings", "appearance", "fieldId", "fields", "date", "from", "to"];
  const row: AuditRow = {
    number: 1,
    at: Date.UTC(2026, 10, 21, 8, 4, 9),
    actor: { type: "member", id: "mem_ayu", name: "Ayu Lestari" },
    action: "tag.rename",
    target: null,
    targetName: null,
    result: "ok",
    address: null,
    changes: null,
  };
  const line = (field: string, before: string, after: string) => ({ field, before, after, isChange: true });

  it("SET-10 says what was done, also of actions without words of their own", () => {
    expect(actionWords("sign_in.code", english)).toBe("Code at sign-in");
    expect(actionWords("member.join", english)).toBe("Member joined");
    expect(actionWords("tag.rename", english)).toBe("Tag renamed");
    expect(actionWords("tag.rename", indonesian)).toBe("Tag diganti nama");
    expect(actionWords("sign_in", english)).toBe("Signing in");
    expect(actionWords("webchat.secret.rotate", english)).toBe("Widget: secret renewed");
    expect(actionWords("member.teleport_home", english)).toBe("Member: teleport home");
    expect(actionWords("quite.new", english)).toBe("quite.new");
  });

  it("SET-10 tells the time to the second, and names pages and what is gone instead of showing ids", () => {
    expect(timeWords(row.at, new Localizer("en", "Asia/Jakarta"))).toBe("21 Nov 2026 15:04:09");
    const saved = { ...row, action: "settings.save", target: "office-hours" };
    expect(targetWords(saved, english, nobody)).toBe("Office hours");
    expect(targetWords(saved, indonesian, nobody)).toBe("Jam kerja");
    expect(targetWords({ ...row, target: "tag_1", targetName: "order" }, english, nobody)).toBe("order");
    expect(targetWords({ ...row, target: "tag_1" }, english, nobody)).toBe("A deleted tag");
    expect(targetWords({ ...row, target: "zzz_1" }, english, nobody)).toBe("Something else");
    expect(targetWords(row, english, nobody)).toBeNull();
    const gone = { ...row, actor: { type: "member", id: "mem_old", name: null } };
    expect(actorWords(gone, english, new Map([["mem_old", "Gita"]]))).toBe("Gita");
    expect(actorWords(gone, english, nobody)).toBe("Somebody who is no longer here");
  });

  it("SET-10 every page of the settings and every field of theirs and of a widget has words, in both languages", () => {
    const fields = new Set(
      [...Object.values(SETTINGS_SCHEMAS), webchatSettingsSchema].flatMap((schema) =>
        fieldsOf(z.toJSONSchema(schema) as JsonSchema),
      ),
    );
    expect(fields.size).toBeGreaterThan(70);
    for (const text of [english, indonesian]) {
      expect(SETTINGS_SECTIONS.filter((section) => !sectionWords(section, text))).toEqual([]);
      expect([...fields].filter((field) => fieldWords(field, text) === undefined && !UNTOLD.includes(field))).toEqual(
        [],
      );
    }
  });

  it("SET-10 shows before and after of what differs, with people's names, times and lengths", () => {
    const names: Names = new Map([
      ["mem_1", "Citra"],
      ["div_1", "Sales"],
      ["fld_1", "Birthday"],
    ]);
    const changes = {
      name: { from: "a", to: "b" },
      "/message/inactivityMs": { from: 3_600_000, to: 5_400_000 },
      "/message/channels": { from: null, to: ["web_chat", "ig"] },
      "/settings/online/en": "changed",
      "/agentIds": { from: ["mem_1"], to: ["mem_1", "mem_2"] },
      "/rules": { from: [], to: [{ memberIds: null, channels: ["ig"], limit: 5 }] },
      "/isRestricted": { from: false, to: true },
    };
    expect(changeLines(changes, english, names)).toEqual([
      line("Name", "a", "b"),
      line("Messages · After no activity for", "1 hour", "1.5 hours"),
      line("Messages · Channels", "All channels", "Webchat, Instagram"),
      { field: "When online · English", before: "", after: "Changed; the values are not kept", isChange: false },
      line("Agents", "Citra", "Citra, Somebody who is no longer here"),
      line("Rules", "–", "Agents: All agents · Channels: Instagram · At most open rooms: 5"),
      line("Chat access", "All rooms", "Own divisions only"),
    ]);
    expect(changeLines({ before: { seatLimit: 1, b: null }, after: { seatLimit: 1, b: 2 } }, english, names)).toEqual([
      line("B", "–", "2"),
    ]);
    expect(changeLines({ former: "con_9", fields: ["email", "fields.fld_1"] }, english, names)).toMatchObject([
      { field: "Merged contact", after: "A contact that no longer exists" },
      { field: "Fields", after: "Email, Birthday" },
    ]);
    expect(changeLines({ action: "tag.", from: row.at, to: row.at }, english, names)).toMatchObject([
      { field: "What", after: "Tags" },
      { field: "From", after: timeWords(row.at, english) },
      { field: "Up to" },
    ]);
    expect(changeLines({ roomId: "room_1", fields: [] }, english, names)).toEqual([]);
    expect(changeLines({ expiresAt: null }, english, names)).toMatchObject([{ after: "Never, until it is revoked" }]);
    expect(changeLines(null, english, names)).toEqual([]);
  });

  it("SET-10 reads a week and its holidays as days and times", () => {
    const week = [[{ from: "09:00", to: "17:00" }], [], [], [], [], [], []];
    const [days, holidays] = changeLines(
      { "/week": { from: week, to: week }, "/holidays": { from: [], to: [{ date: "2026-12-25", name: "Natal" }] } },
      english,
      nobody,
    );
    expect(days?.after).toContain("Monday: 09:00–17:00\nTuesday: Closed");
    expect(holidays?.after).toBe("25 Dec 2026 Natal");
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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { can, ROLES } from "../../../protocol/roles.ts";
import { SETTINGS_SECTIONS, type Settings } from "../../../protocol/settings.schema.ts";
import { changedFields } from "../../../worker/settings/changes.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import { divisionFaults, membersToMove } from "../../../worker/settings/divisions/rules.ts";
import { actionOf, badForm, faultsOf, isPublicUrl, toStored } from "../../../worker/settings/rules.ts";

const DEFAULTS = defaultSettings("Asia/Jakarta");
const KNOWN = { tagIds: new Set(["tag_a"]), memberIds: new Set(["mem_a"]) };
const ALL_ON = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: true, contactMasking: true };

describe("sections", () => {
  it.each(SETTINGS_SECTIONS)("%s: the defaults can be saved as they are", (section) => {
    expect(faultsOf(section, DEFAULTS[section], KNOWN)).toEqual([]);
    expect(toStored(section, DEFAULTS[section], DEFAULTS[section], 1)).toEqual(DEFAULTS[section]);
  });

  it("ROLE-2 supervisors get the tabs of Chat, agents no section, whatever is switched on", () => {
    const of = (role: (typeof ROLES)[number]) =>
      SETTINGS_SECTIONS.filter((section) => can(role, actionOf(section), ALL_ON));
    expect(of("admin")).toEqual(SETTINGS_SECTIONS);
    expect(of("supervisor")).toEqual(["office-hours", "auto-responder", "auto-resolve"]);
    expect(of("agent")).toEqual([]);
  });

  it("names every bad field under the body's value, the first one's numbers with the whole", () => {
    const bad = [
      { pointer: "/a", code: "too_long", params: { max: 1, length: 2 } },
      { pointer: "/b", code: "required" },
    ] as const;
    expect(badForm(bad, "/value")).toEqual({
      code: "too_long",
      params: { max: 1, length: 2 },
      fields: [
        { pointer: "/value/a", code: "too_long" },
        { pointer: "/value/b", code: "required" },
      ],
    });
    expect(badForm([])).toBeNull();
  });
});

describe("SET-7 since when a rule is on", () => {
  const step = fc.record({
    isOn: fc.boolean(),
    claimed: fc.option(fc.nat()),
    passesMs: fc.integer({ min: 1, max: 1000 }),
  });

  it("is the time of the save that switched it on, through any saves, and nothing while it is off", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let stored: Settings["auto-resolve"] = DEFAULTS["auto-resolve"];
        let [now, since] = [1_000_000, null as number | null];
        for (const { isOn, claimed, passesMs } of steps) {
          now += passesMs;
          since = isOn ? (since ?? now) : null;
          const given = { ...stored, message: { ...stored.message, isOn, onSince: claimed } };
          stored = toStored("auto-resolve", given, stored, now);
          expect(stored.message.onSince).toBe(since);
          expect(stored.comment.onSince).toBeNull();
        }
      }),
    );
  });
});

describe("ASSIGN-14 the address of the own allocation", () => {
  it.each([
    "https://kopi.example/next",
    "https://a.b.kopi.example:8443/x?y=1",
    "https://kopi.example:443/",
    "https://xn--kpi-0na.example/",
  ])("%s is public", (url) => expect(isPublicUrl(url)).toBe(true));

  it.each([
    "https://kopi",
    "https://localhost",
    "https://db.localhost",
    "https://router.lan/",
    "https://metadata.google.internal/",
    "https://nas.local.",
    "https://printer.localdomain/",
    "https://api.default.svc/",
    "https://kopi.test/",
    "https://kopi.invalid/",
    "https://kopi.example:22/",
    "https://kopi.example:8080/",
    "https://kopi.example:6379/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://192.168.1.4/",
    "https://8.8.8.8/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://user@kopi.example/",
    "http://kopi.example/",
    "javascript:alert(1)",
    "//kopi.example",
    "",
  ])("%s is not", (url) => expect(isPublicUrl(url)).toBe(false));

  it("no address in numbers is public, however it is written", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), fc.nat(2 ** 32 - 1), (four, six, number) => {
        for (const host of [four, `[${six}]`, String(number), `0x${number.toString(16)}`])
          expect(isPublicUrl(`https://${host}/x`)).toBe(false);
      }),
    );
  });
});

describe("SET-10 what the audit log says of a change", () => {
  it("names each field that differs with both values, and nothing else", () => {
    const before = { a: 1, b: { c: true, d: [1] }, same: "x" };
    const after = { a: 2, b: { c: true, d: [1, 2] }, same: "x", added: null };
    expect(changedFields(before, after)).toEqual({ "/a": { from: 1, to: 2 }, "/b/d": { from: [1], to: [1, 2] } });
    expect(changedFields(before, before)).toEqual({});
  });

  it("only says that something changed where values are long or hidden", () => {
    expect(changedFields({ text: "a" }, { text: "b".repeat(600) })).toEqual({ "/text": "changed" });
    expect(changedFields({ url: "https://a" }, { url: "https://b?key=1" }, ["/url"])).toEqual({ "/url": "changed" });
  });

  it("is empty exactly when nothing differs", () => {
    const value = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,3}$/),
      fc.oneof(fc.nat(3), fc.boolean(), fc.array(fc.nat(2))),
    );
    fc.assert(
      fc.property(value, value, (one, other) => {
        const isSame = Object.keys({ ...one, ...other }).every(
          (key) => JSON.stringify(one[key]) === JSON.stringify(other[key]),
        );
        expect(Object.keys(changedFields(one, other)).length === 0).toBe(isSame);
      }),
    );
  });
});

describe("ASSIGN-20 divisions", () => {
  const member: fc.Arbitrary<string> = fc.constantFrom("mem_1", "mem_2", "mem_3", "mem_4", "mem_5");
  const role = fc.constantFrom(...ROLES);
  const inside = fc.uniqueArray(fc.record({ memberId: member, role }), { selector: ({ memberId }) => memberId });

  it("joining and leaving give exactly the form's members, and those who are not the form's to move", () => {
    fc.assert(
      fc.property(
        inside,
        fc.option(member),
        fc.option(member),
        fc.uniqueArray(member),
        (inDivision, was, is, agentIds) => {
          const { joining, leaving } = membersToMove({ supervisorId: is, agentIds }, { supervisorId: was, inDivision });
          const present = inDivision.map(({ memberId }) => memberId);
          expect(joining.filter((id) => present.includes(id))).toEqual([]);
          expect(leaving.filter((id) => !present.includes(id))).toEqual([]);
          const after = new Set([...present.filter((id) => !leaving.includes(id)), ...joining]);
          for (const id of [...agentIds, ...(is === null ? [] : [is])]) expect(after).toContain(id);
          const stays = inDivision.filter((one) => one.role !== "agent" && one.memberId !== was);
          for (const { memberId } of stays) expect(after).toContain(memberId);
          expect(after.size).toBe(
            new Set([...agentIds, ...(is ? [is] : []), ...stays.map((one) => one.memberId)]).size,
          );
        },
      ),
    );
  });

  it("asks for what is missing before it looks at who is named", () => {
    const around = { isTaken: true, roles: new Map(), integrationIds: new Set<string>() };
    const given = { name: "", supervisorId: null, agentIds: ["mem_x"], integrationIds: ["int_x"] };
    expect(divisionFaults(given, "", around).map(({ code }) => code)).toEqual(["required", "required"]);
  });
});

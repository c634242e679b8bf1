import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, can, canSeeRoom, ROLES, type Role } from "../../../protocol/roles.ts";
import { member, ORGANIZATION } from "../../support/room-builders.ts";

const off = { agentCanTakeOver: false, agentCanAssign: false, agentCanBroadcast: false, contactMasking: false };
const on = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: true, contactMasking: true };
const allowed = (role: Role, settings = off) => ACTIONS.filter((action) => can(role, action, settings));
const room = (
  status: "unassigned" | "assigned" | "resolved",
  participantIds: string[] = [],
  divisionId: string | null = null,
) => ({
  organizationId: ORGANIZATION,
  integrationId: "int_a",
  contactId: "con_a",
  status,
  divisionId,
  participantIds,
});

describe("who may do what", () => {
  it("ROLE-1 shows every menu to admins and supervisors, agents only the Inbox", () => {
    const menus = (role: Role, settings = off) =>
      allowed(role, settings).filter((action) => action.startsWith("menu."));
    expect(menus("admin")).toEqual(menus("supervisor"));
    expect(menus("agent")).toEqual(["menu.inbox"]);
    expect(menus("agent", on)).toEqual(["menu.inbox", "menu.broadcast"]);
  });

  const only = (role: Role, actions: Action[]) => actions.filter((action) => !can(role, action, on));
  it("ROLE-2 leaves supervisors only the Chat settings", () => {
    expect(can("supervisor", "settings.chat", on)).toBe(true);
    expect(can("supervisor", "settings.all", on)).toBe(false);
    expect(can("agent", "settings.chat", on)).toBe(false);
  });
  it("ROLE-4 gives everybody but admins an online switch", () => {
    expect(ROLES.filter((role) => can(role, "presence.switch", off))).toEqual(["supervisor", "agent"]);
  });
  it("ROLE-5 ROLE-6 lets every role read history and work in the rooms it sees", () => {
    const work: Action[] = ["room.history", "room.reply", "room.note", "room.tag", "room.resolve", "room.block"];
    for (const role of ROLES) expect(only(role, work)).toEqual([]);
  });
  it("ROLE-7 ROLE-12 lets agents assign and broadcast only while the switch is on", () => {
    expect([can("agent", "room.assign", off), can("agent", "room.assign", on)]).toEqual([false, true]);
    expect([can("agent", "broadcast.manage", off), can("agent", "broadcast.manage", on)]).toEqual([false, true]);
    expect(can("supervisor", "broadcast.allowAgents", on)).toBe(false);
  });
  it("ROLE-8 ROLE-9 keeps bulk work from agents but lets them resolve what has expired", () => {
    expect(can("agent", "room.bulk", on)).toBe(false);
    expect(can("agent", "room.resolveExpired", off)).toBe(true);
  });
  it("ROLE-10 ROLE-14 ROLE-15 are the admin's alone", () => {
    for (const action of ["member.edit", "integrations.manage", "developer.manage", "audit.read"] as const)
      expect(ROLES.filter((role) => can(role, action, on))).toEqual(["admin"]);
  });
  it("ROLE-11 ROLE-13 ROLE-16 INTEG-8 are closed to agents", () => {
    for (const action of ["finance.read", "reports.read", "contacts.manage", "integrations.webchat"] as const)
      expect(ROLES.filter((role) => can(role, action, on))).toEqual(["admin", "supervisor"]);
  });
  it("ROLE-17 refuses what nobody has named", () => {
    expect(can("admin", "database.drop" as Action, on)).toBe(false);
    expect(can("root" as Role, "menu.inbox", on)).toBe(false);
  });
});

describe("who sees which room", () => {
  it("ROLE-3 admins and free supervisors see all rooms of their organization and none of another", () => {
    for (const role of ["admin", "supervisor"] as const) {
      expect(canSeeRoom(member("mem_a", role), room("resolved"))).toBe(true);
      expect(canSeeRoom(member("mem_a", role), { ...room("resolved"), organizationId: "org_bbbbbbbbbbbbbbbb" })).toBe(
        false,
      );
    }
  });
  it("ROLE-3 a restricted supervisor sees own divisions and not General", () => {
    const who = member("mem_s", "supervisor", { isRestricted: true, divisionIds: ["div_1"] });
    expect([null, "div_1", "div_2"].map((division) => canSeeRoom(who, room("unassigned", [], division)))).toEqual([
      false,
      true,
      false,
    ]);
  });
  it("ROLE-3 LIST-13 an agent sees own rooms, and waiting ones of own divisions and General if takeover is on", () => {
    const who = member("mem_a", "agent", { divisionIds: ["div_1"] });
    expect(canSeeRoom(who, room("assigned", ["mem_a"], "div_2"))).toBe(true);
    expect(canSeeRoom(who, room("assigned", ["mem_b"]))).toBe(false);
    expect(canSeeRoom(who, room("resolved", ["mem_a"]))).toBe(true);
    expect([null, "div_1", "div_2"].map((division) => canSeeRoom(who, room("unassigned", [], division)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(canSeeRoom({ ...who, settings: off }, room("unassigned"))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { isPresent, leaseEnd, type MemberState, type PresenceChange } from "../../../worker/organization/presence.ts";
import { PresenceDesk } from "../../../worker/organization/presence-desk.ts";

const MINUTE = 60_000;
const T = 1_000_000_000;

describe("presence (ASSIGN-16)", () => {
  it("ASSIGN-16 needs the switch and a live connection seen in the last 2 minutes", () => {
    expect(isPresent(true, 0, 2 * MINUTE - 1)).toBe(true);
    expect(isPresent(true, 0, 2 * MINUTE)).toBe(false);
    expect(isPresent(true, null, 0)).toBe(false);
    expect(isPresent(false, 0, 0)).toBe(false);
    expect(leaseEnd(5)).toBe(2 * MINUTE + 5);
  });
});

/** A desk over plain memory, with the rows and the log in view. */
function desk(rows = new Map<string, MemberState>(), sweptAt: number | null = null) {
  const connections = new Map<string, number>();
  const admins = new Set(["mem_admin"]);
  const log: PresenceChange[] = [];
  const store = {
    sweptAt,
    load: () => new Map(rows),
    save: (memberId: string, state: MemberState) => void rows.set(memberId, state),
    log: (change: PresenceChange) => void log.push(change),
  };
  let told = 0;
  const presence = new PresenceDesk(store, {
    connectionSeenAt: (memberId) => connections.get(memberId) ?? null,
    isAllowed: (memberId) => !admins.has(memberId),
    changed: () => {
      told += 1;
    },
  });
  return { presence, connections, log, rows, admins, told: () => told };
}

describe("the presence desk", () => {
  it("ASSIGN-17 signing in does not switch on by itself", () => {
    const { presence, connections } = desk();
    connections.set("mem_a", T);
    presence.connected("mem_a", T);
    expect(presence.isOnline("mem_a")).toBe(false);
  });

  it("ASSIGN-16 switching on while connected is online at once, is logged and told", () => {
    const { presence, connections, log, told } = desk();
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T + 10);
    expect(presence.isOnline("mem_a")).toBe(true);
    expect(log).toEqual([{ memberId: "mem_a", at: T + 10, isOnline: true, cause: "switched_on" }]);
    expect(told()).toBe(1);
  });

  it("ASSIGN-16 switched on without a connection waits for one", () => {
    const { presence, connections, log } = desk();
    presence.switch("mem_a", true, T + 10);
    expect(presence.isOnline("mem_a")).toBe(false);
    connections.set("mem_a", T + 20);
    presence.connected("mem_a", T + 20);
    expect(presence.isOnline("mem_a")).toBe(true);
    expect(log).toEqual([{ memberId: "mem_a", at: T + 20, isOnline: true, cause: "connected" }]);
  });

  it("ASSIGN-16 the last connection going leaves the member online until its lease ends", () => {
    const { presence, connections, log } = desk();
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T);
    connections.delete("mem_a");
    presence.left("mem_a", T + 1_000, T + 1_000);
    expect(presence.isOnline("mem_a")).toBe(true);
    expect(presence.sweep(T + 2 * MINUTE)).toBe(T + 2 * MINUTE + 1_000);
    expect(presence.isOnline("mem_a")).toBe(true);
    expect(presence.sweep(T + 2 * MINUTE + 1_000)).toBeNull();
    expect(presence.isOnline("mem_a")).toBe(false);
    expect(log.at(-1)).toMatchObject({ isOnline: false, cause: "connection_lost" });
  });

  it("ASSIGN-16 a connection that has been silent for 2 minutes does not count, and counts again when heard", () => {
    const { presence, connections } = desk();
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T);
    presence.sweep(T + 2 * MINUTE);
    expect(presence.isOnline("mem_a")).toBe(false);
    connections.set("mem_a", T + 2 * MINUTE + 5);
    presence.sweep(T + 2 * MINUTE + 5);
    expect(presence.isOnline("mem_a")).toBe(true);
  });

  it("ROLE-4 admins are never online, and one who becomes admin goes offline", () => {
    const { presence, connections, admins, log } = desk();
    connections.set("mem_admin", T);
    presence.switch("mem_admin", true, T);
    expect(presence.isOnline("mem_admin")).toBe(false);
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T);
    admins.add("mem_a");
    presence.sweep(T + 1);
    expect(presence.isOnline("mem_a")).toBe(false);
    expect(log.at(-1)?.cause).toBe("not_allowed");
    expect(presence.list()).toEqual([]);
  });

  it("ASSIGN-17 the switch is durable: it is as it was after a restart", () => {
    const { presence, connections, rows } = desk();
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T);
    const after = desk(rows, T + 50_000);
    expect(after.presence.isOn("mem_a")).toBe(true);
  });

  it("after a restart that cut all lines, members stay online for the rest of the lease of the last sweep", () => {
    const { presence, connections, rows } = desk();
    connections.set("mem_a", T);
    presence.switch("mem_a", true, T);
    const after = desk(rows, T + 50_000);
    after.presence.sweep(T + 50_000 + 2 * MINUTE - 1);
    expect(after.presence.isOnline("mem_a")).toBe(true);
    after.presence.sweep(T + 50_000 + 2 * MINUTE);
    expect(after.presence.isOnline("mem_a")).toBe(false);
  });

  it("changes nothing, writes nothing and tells nobody when switched to what it is", () => {
    const { presence, log, told } = desk();
    presence.switch("mem_a", false, T);
    expect(log).toEqual([]);
    expect(told()).toBe(0);
  });
});

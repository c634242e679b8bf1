import { describe, expect, it } from "vitest";
import {
  base32,
  contactIdFor,
  isOrganizationId,
  isRoomId,
  newCommandId,
  newId,
  newIntegrationId,
  newOrganizationId,
  organizationIdOf,
  roomIdFor,
} from "../../../protocol/ids.ts";

describe("ids", () => {
  it("ROOM-1 one identity on one integration always has the same room, others have others", async () => {
    const id = await roomIdFor("int_a", "vis_1");
    expect(id).toBe(await roomIdFor("int_a", "vis_1"));
    expect(isRoomId(id)).toBe(true);
    const others = await Promise.all([
      roomIdFor("int_b", "vis_1"),
      roomIdFor("int_a", "vis_2"),
      roomIdFor("int_a\nvis", "_1"),
    ]);
    expect(new Set([id, ...others]).size).toBe(4);
    expect((await contactIdFor("org_a", "web_chat", "vis_1")).startsWith("con_")).toBe(true);
  });

  it("an integration's id names its organization, and nothing else does", () => {
    const organizationId = newOrganizationId();
    expect(isOrganizationId(organizationId)).toBe(true);
    expect(organizationIdOf(newIntegrationId(organizationId))).toBe(organizationId);
    for (const bad of ["", "int_", organizationId, "int_../../x", `${newIntegrationId(organizationId)}a`, "INT_AAAA"])
      expect(organizationIdOf(bad)).toBeUndefined();
  });

  it("refuses what only looks like a room id", () => {
    for (const bad of [
      "room_",
      "room_AAAAAAAAAAAAAAAAAAAAAAAAAA",
      `room_${"a".repeat(27)}`,
      `room_${"a".repeat(25)}1`,
      "../room",
    ])
      expect(isRoomId(bad)).toBe(false);
  });

  it("encodes base32 as RFC 4648 does, in lower case and without padding", () => {
    const text = (bytes: string) => base32(new TextEncoder().encode(bytes));
    expect([text(""), text("f"), text("fo"), text("foo"), text("foobar")]).toEqual([
      "",
      "my",
      "mzxq",
      "mzxw6",
      "mzxw6ytboi",
    ]);
  });

  it("sorts new ids by time and accepts command ids", async () => {
    const first = newId("mem");
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(newId("mem") > first).toBe(true);
    expect(newCommandId()).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { RoomScript } from "../../support/room-script.ts";
import { until } from "../../support/until.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { refused, send } from "../settings/support.ts";
import { db, idsOf, listed, project, rows, seed } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
beforeAll(async () => {
  ({ one, two } = await createWorld(db));
});

const erase = (contactId: string, name: string, member = one.supervisor) =>
  send(member, "POST", `/contacts/${contactId}/erase`, { name });
const refusedErase = (contactId: string, name: string, member = one.supervisor) =>
  refused(member, "POST", `/contacts/${contactId}/erase`, { name });

describe("erasing a person", () => {
  it("CONTACT-7, PRIVACY-6 asks for the name as it stands; then profile, addresses and search entries are gone at once", async () => {
    const room = await RoomScript.open(one, "gone", { contactName: "Bu Tini" });
    await project(room.writes("halo").resolves(one.admin));
    const { contactId } = room.summary.contact;
    for (const typed of ["", "bu tini", "Bu Tin", "Bu Tini x"])
      expect(await refusedErase(contactId, typed)).toMatchObject({
        status: 422,
        code: "contact.name",
        errors: [{ pointer: "/name", code: "contact.name" }],
      });
    expect(await refusedErase(contactId, "Bu Tini", one.agentA)).toMatchObject({ status: 403 });
    expect(await refusedErase(contactId, "Bu Tini", two.admin)).toMatchObject({ status: 404 });
    expect(idsOf(await listed(one.admin, "q=tini"))).toEqual([contactId]);

    expect((await erase(contactId, " Bu Tini ")).status).toBe(204);
    expect(await refused(one.admin, "GET", `/contacts/${contactId}`)).toMatchObject({ status: 404 });
    expect(idsOf(await listed(one.admin, "q=tini"))).toEqual([]);
    for (const table of ["contacts", "identities", "contact_words"])
      expect(await rows(`SELECT * FROM ${table} WHERE contact_id = ?`, contactId)).toEqual([]);
    await until(
      () => rows("SELECT 1 FROM messages WHERE room_id = ?", room.roomId),
      (found) => found.length === 0,
    );
    const [entry] = await rows(
      "SELECT changes, actor_id FROM audit WHERE target = ? AND action = 'contact.erase'",
      contactId,
    );
    expect(entry).toMatchObject({ changes: null, actor_id: one.supervisor.memberId });
    expect(await refusedErase(contactId, "Bu Tini")).toMatchObject({ status: 404 });
  });

  it.each(["unassigned", "assigned"])(
    "CONTACT-7 is refused while a room is %s, and nothing changes",
    async (status) => {
      const room = await RoomScript.open(one, `open-${status}`, { contactName: "Pak Didi" });
      room.writes("halo");
      if (status === "assigned") room.joins(one.agentA);
      await project(room);
      const { contactId } = room.summary.contact;
      expect(await refusedErase(contactId, "Pak Didi")).toMatchObject({
        status: 409,
        code: "contact.open_room",
        params: { rooms: 1, roomId: room.roomId },
      });
      expect(idsOf(await listed(one.admin, "q=didi"))).toContain(contactId);
    },
  );

  it("PRIVACY-6 whoever has no name is called by account, address, or the code they are shown with", async () => {
    await seed(
      one,
      { contactId: "con_by_account", identities: [["telegram", "tele_1"]], email: "a@b.example" },
      { contactId: "con_by_email", email: "only@mail.example" },
      { contactId: "con_nameless_ab12" },
    );
    for (const [contactId, word] of [
      ["con_by_account", "tele_1"],
      ["con_by_email", "only@mail.example"],
      ["con_nameless_ab12", "ab12"],
    ] as const) {
      expect(await refusedErase(contactId, "")).toMatchObject({ code: "contact.name" });
      expect((await erase(contactId, word)).status).toBe(204);
    }
  });
});

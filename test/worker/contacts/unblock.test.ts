import { beforeAll, describe, expect, it } from "vitest";
import type { ContactDetail } from "../../../protocol/contacts.schema.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { fromPortal, mint, portalOf } from "../embed/support.ts";
import { codeOf } from "../http/support.ts";
import { done, refused } from "../settings/support.ts";
import { db, project, restrict, rows, seed } from "./support.ts";

let one: WorldOrganization;
beforeAll(async () => {
  ({ one } = await createWorld(db));
});

const blockedOf = async (contactId: string): Promise<number> =>
  Number((await rows("SELECT is_blocked FROM contacts WHERE contact_id = ?", contactId))[0]?.is_blocked);

describe("BLOCK-3 unblocking from the contacts page", () => {
  it("BLOCK-3 ROLE-24 is not for somebody who does not see every room of the contact", async () => {
    const hidden = await RoomScript.open(one, "hidden", { contactName: "Rina" });
    await project(hidden.writes("halo"));
    const { contactId } = hidden.summary.contact;
    await rows("UPDATE contacts SET is_blocked = 1, division_id = ? WHERE contact_id = ?", one.salesId, contactId);
    await restrict(one.supervisor);
    const told = await refused(one.supervisor, "POST", `/contacts/${contactId}/unblock`);
    expect(told).toMatchObject({ code: "forbidden" });
    expect(await blockedOf(contactId)).toBe(1);
  });

  it("BLOCK-3 EMBED-3 needs the right to block: a token for contacts alone has it not", async () => {
    await seed(one, { contactId: "con_blocked", name: "Budi", isBlocked: true });
    const crm = await portalOf(one);
    const asked = { member: one.admin.memberId, components: ["contacts" as const] };
    const alone = await mint(crm.secret, asked);
    const response = await fromPortal(alone.token, "/contacts/con_blocked/unblock", { method: "POST" });
    expect([response.status, await codeOf(response)]).toEqual([403, "forbidden"]);
    expect(await blockedOf("con_blocked")).toBe(1);
    expect(await done<ContactDetail>(one.admin, "POST", "/contacts/con_blocked/unblock")).toMatchObject({
      isBlocked: false,
    });
  });
});

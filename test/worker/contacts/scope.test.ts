import { beforeAll, describe, expect, it } from "vitest";
import type { TokenScope } from "../../../protocol/embed.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import { sameStatement } from "../../../worker/contacts/create.ts";
import { listContacts } from "../../../worker/contacts/list.ts";
import { contactDetail } from "../../../worker/contacts/store.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { done } from "../settings/support.ts";
import { contact, db, project, seed } from "./support.ts";

let one: WorldOrganization;
let sales: string;
let general: string;
let merged: string;
beforeAll(async () => {
  ({ one } = await createWorld(db));
  const rooms = await Promise.all([
    RoomScript.open(one, "sales", { contactName: "Sales", divisionId: one.salesId }),
    RoomScript.open(one, "general", { contactName: "General" }),
    RoomScript.open(one, "merged", { contactName: "Merged" }),
  ]);
  for (const room of rooms) await project(room.writes("halo"));
  const ids = rooms.map((room) => room.summary.contact.contactId) as [string, string, string];
  [sales, general, merged] = ids;
  await seed(one, { contactId: "con_alone", name: "Alone", divisionId: one.salesId });
  const [survivor, former] = await Promise.all([contact(one.admin, general), contact(one.admin, merged)]);
  const versions = { this: survivor.version, other: former.version };
  await done(one.admin, "POST", `/contacts/${general}/merge`, { otherId: merged, keep: {}, versions });
});

const scoped = (scope: Partial<TokenScope>, member = one.admin): MemberIdentity => ({
  ...member.identity,
  scope: {
    apiTokenId: "apt_x",
    components: ["contacts"],
    integrationIds: null,
    divisionIds: null,
    contactId: null,
    isReadOnly: false,
    ...scope,
  } as TokenScope,
});
const seenBy = async (member: MemberIdentity): Promise<string[]> => {
  const page = await listContacts(db, member, { q: "", sort: "updated", limit: 50 });
  return (page?.contacts ?? []).map(({ contactId }) => contactId).toSorted();
};

describe("contacts of a portal's token", () => {
  it("EMBED-3 without anything that narrows it everybody, and no room where the token opens none", async () => {
    const member = scoped({});
    expect(await seenBy(member)).toEqual([sales, general, "con_alone"].toSorted());
    expect(await contactDetail(db, member, sales)).toMatchObject({ contactId: sales, rooms: [], tags: [] });
    expect((await contactDetail(db, scoped({ components: ["contacts", "inbox"] }), sales))?.rooms).toHaveLength(1);
  });

  it("EMBED-3 of one person that one alone, also after that person was merged", async () => {
    expect(await seenBy(scoped({ contactId: sales }))).toEqual([sales]);
    expect(await seenBy(scoped({ contactId: merged }))).toEqual([general]);
    expect(await contactDetail(db, scoped({ contactId: sales }), general)).toBe(null);
  });

  it("EMBED-3 of divisions or integrations the people of their rooms", async () => {
    expect(await seenBy(scoped({ divisionIds: [one.salesId] }))).toEqual([sales, "con_alone"].toSorted());
    expect(await seenBy(scoped({ divisionIds: [null] }))).toEqual([general]);
    expect(await seenBy(scoped({ integrationIds: [one.integrationId] }))).toEqual([sales, general].toSorted());
    expect(await seenBy(scoped({ integrationIds: ["int_other"] }))).toEqual([]);
    expect(await seenBy(scoped({ integrationIds: [one.integrationId], divisionIds: [one.salesId] }))).toEqual([sales]);
  });

  it("EMBED-3 of integrations only what a person is called on their channels", async () => {
    const whatsApp = { channel: "wa_cloud", external_id: "6281200007777" };
    await db.$client.execute({
      sql: "INSERT INTO identities (organization_id, channel, external_id, contact_id, created_at) VALUES (?, ?, ?, ?, 1)",
      args: [one.organizationId, whatsApp.channel, whatsApp.external_id, sales],
    });
    const told = async (member: MemberIdentity) => {
      const page = await listContacts(db, member, { q: "", sort: "updated", limit: 50 });
      const row = page?.contacts.find(({ contactId }) => contactId === sales);
      const detail = await contactDetail(db, member, sales);
      const channels = detail?.identities.map(({ channel }) => channel).toSorted();
      return { row: [row?.channels.toSorted(), row?.account], detail: [channels, detail?.account] };
    };
    const all = [["wa_cloud", "web_chat"], whatsApp.external_id];
    expect(await told(scoped({}))).toEqual({ row: all, detail: all });
    const narrow = scoped({ integrationIds: [one.integrationId] });
    const web = [["web_chat"], null];
    expect(await told(narrow)).toEqual({ row: web, detail: web });
    const found = async (member: MemberIdentity, q: string, sortedMax?: number) => {
      const bounds = sortedMax === undefined ? undefined : { sortedMax, contactsAtOnce: 10 };
      const page = await listContacts(db, member, { q, sort: "updated", limit: 50 }, bounds);
      return page?.contacts.map(({ contactId }) => contactId);
    };
    for (const q of ["0812 0000 7777", "628120000"]) {
      expect(await found(scoped({}), q)).toEqual([sales]);
      expect([await found(narrow, q), await found(narrow, q, 0)]).toEqual([[], []]);
    }
    expect([await found(narrow, "sal"), await found(narrow, "sal", 0)]).toEqual([[sales], [sales]]);
    const onWhatsApp = await listContacts(db, narrow, { q: "", sort: "updated", limit: 50, channel: "wa_cloud" });
    expect(onWhatsApp?.contacts).toEqual([]);
    const who = { phone: whatsApp.external_id, email: null };
    const seen = async (member: MemberIdentity) =>
      (await db.$client.execute(sameStatement(member, who))).rows.map((row) => [row.contact_id, row.seen]);
    expect([await seen(scoped({})), await seen(narrow)]).toEqual([[[sales, 1]], [[sales, 0]]]);
  });

  it("EMBED-3, ROLE-24 never more than the member's own", async () => {
    const restricted = scoped({ divisionIds: [null, one.salesId] }, one.supervisor);
    expect(await seenBy({ ...restricted, isRestricted: true })).toEqual([sales, "con_alone"].toSorted());
  });
});

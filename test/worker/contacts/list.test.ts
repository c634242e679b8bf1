import { beforeAll, describe, expect, it } from "vitest";
import { type ContactPage, contactQuerySchema } from "../../../protocol/contacts.schema.ts";
import { listContacts } from "../../../worker/contacts/list.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { refused } from "../settings/support.ts";
import { db, idsOf, listed, project, restrict, seed } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
beforeAll(async () => {
  ({ one, two } = await createWorld(db));
  await seed(
    one,
    { contactId: "con_rina", name: "Rína Wijaya", phone: "0812 3456 789", updatedAt: 5_000, createdAt: 500 },
    {
      contactId: "con_budi",
      name: "Budi O'Neil",
      email: "Budi@Kopi.example",
      updatedAt: 4_000,
      divisionId: one.salesId,
    },
    { contactId: "con_wa", name: "Sari", identities: [["wa_cloud", "6281999000"]], updatedAt: 3_000 },
    { contactId: "con_tele", name: "李雷, 北京", identities: [["telegram", "leili_88"]], updatedAt: 3_000 },
    { contactId: "con_anon", identities: [["web_chat", "vis_x"]], updatedAt: 2_000, createdAt: 1_999 },
    { contactId: "con_none", identities: [["web_chat", "sub:customer-7"]], updatedAt: 1_000 },
  );
  await seed(two, { contactId: "con_else", name: "Rina Lain", phone: "628123456789" });
});

const ALL = ["con_rina", "con_budi", "con_wa", "con_tele", "con_anon", "con_none"];

/** What the route answers, however often it is asked. */
async function ask(query: string, member = one.admin): Promise<ContactPage> {
  const wanted = contactQuerySchema.parse(Object.fromEntries(new URLSearchParams(query)));
  const page = await listContacts(db, member.identity, wanted);
  if (page === null) throw new Error("the cursor was refused");
  return page;
}

/** Every page of a list, each so long. */
async function whole(query: string, limit: number, member = one.admin): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = ""; ; ) {
    const page = await ask(`${query}&limit=${limit}${cursor}`, member);
    found.push(...idsOf(page));
    if (page.nextCursor === null) return found;
    cursor = `&cursor=${page.nextCursor}`;
  }
}

describe("the list of contacts", () => {
  it("CONTACT-1 shows the last changed first, with channels and what each is called by", async () => {
    const page = await listed(one.admin);
    expect(idsOf(page)).toEqual(["con_rina", "con_budi", "con_wa", "con_tele", "con_anon", "con_none"]);
    expect(page.contacts.map(({ account }) => account)).toEqual([
      "0812 3456 789",
      null,
      "6281999000",
      "leili_88",
      null,
      "customer-7",
    ]);
    expect(page.contacts[2]).toMatchObject({ channels: ["wa_cloud"], name: "Sari", isBlocked: false });
    expect(page.contacts[4]).toMatchObject({ name: null, channels: ["web_chat"] });
  });

  it.each([1, 2, 5, 6, 7])("GEN-8 pages of %i hold everybody once, in either order", async (limit) => {
    expect(await whole("", limit)).toEqual(ALL);
    expect(await whole("sort=name", limit)).toEqual([
      "con_budi",
      "con_rina",
      "con_wa",
      "con_tele",
      "con_anon",
      "con_none",
    ]);
  });

  it.each([
    ["rina", ["con_rina"]],
    ["WIJ", ["con_rina"]],
    ["0812 345", ["con_rina"]],
    ["+62 812", ["con_rina"]],
    ["812345", ["con_rina"]],
    ["neil budi", ["con_budi"]],
    ["budi@kopi", ["con_budi"]],
    ["62819", ["con_wa"]],
    ["0819", ["con_wa"]],
    ["leili", ["con_tele"]],
    ["李雷", ["con_tele"]],
    ["vis_x", []],
    ["!!!", []],
    ["zzz", []],
  ])("SEARCH-1 words of names, beginnings of numbers and addresses: %s", async (q, found) => {
    expect(idsOf(await ask(`q=${encodeURIComponent(q)}`))).toEqual(found);
    expect(idsOf(await ask(`sort=name&q=${encodeURIComponent(q)}`))).toEqual(found);
  });

  it("SEARCH-1 of very many matches the contacts are gone through, with the same answer", async () => {
    const member = one.admin.identity;
    for (const sort of ["updated", "name"] as const)
      for (const q of ["ri", "08", "budi@kopi", "si"]) {
        const ask = { q, sort, limit: 2 };
        const few = await listContacts(db, member, ask);
        const many = await listContacts(db, member, ask, { sortedMax: -1, contactsAtOnce: 2 });
        expect(many?.contacts, q).toEqual(few?.contacts);
      }
  });

  it("SEARCH-4 a single letter is no search", async () => {
    expect(await refused(one.admin, "GET", "/contacts?q=r")).toMatchObject({
      status: 422,
      code: "search.short",
      errors: [{ pointer: "/q" }],
    });
  });

  it.each([
    ["channel=wa_cloud", ["con_wa"]],
    ["channel=web_chat&sort=name", ["con_anon", "con_none"]],
    ["from=1000&to=1999", ["con_budi", "con_wa", "con_tele", "con_none"]],
    ["to=1000", ["con_rina"]],
    ["divisionId=general&channel=telegram", ["con_tele"]],
    ["q=ri&to=1000", ["con_rina"]],
    ["q=ri&channel=email", []],
  ])("filters narrow together: %s", async (query, found) => {
    expect(await whole(query, 2)).toEqual(found);
  });

  it("filters by division, also by name and by words", async () => {
    for (const query of ["", "sort=name&", "q=budi&"])
      expect(await whole(`${query}divisionId=${one.salesId}`, 2)).toEqual(["con_budi"]);
  });

  it("refuses cursors that are none of its own", async () => {
    for (const cursor of ["x", "%00", btoa("=abc,con_a"), btoa("=5"), btoa("-,con_a'")])
      expect(await refused(one.admin, "GET", `/contacts?cursor=${encodeURIComponent(cursor)}`)).toMatchObject({
        code: "bad_request",
      });
    expect(await refused(one.admin, "GET", `/contacts?sort=name&cursor=${btoa("=%E0,con_a")}`)).toMatchObject({
      status: 400,
    });
  });

  it("ROLE-16, ROLE-17, CONTACT-8 agents have no contacts page, masked or not", async () => {
    for (const path of ["/contacts", "/contacts/con_rina", "/contact-fields", "/contacts/con_rina/export"])
      expect(await refused(one.agentA, "GET", path)).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("PRIVACY-1 another organization's people are in no list, no search and behind no address", async () => {
    expect(idsOf(await listed(two.admin, "q=rina"))).toEqual(["con_else"]);
    expect(idsOf(await listed(two.admin))).toEqual(["con_else"]);
    expect(await refused(two.admin, "GET", "/contacts/con_rina")).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("whom a restricted supervisor works with", () => {
  it("ROLE-24 the people of the rooms they see and of their divisions, in lists, searches and details", async () => {
    const { one: shop } = await createWorld(db);
    await restrict(shop.supervisor);
    const mine = await RoomScript.open(shop, "mine", { contactName: "Tini Sales", divisionId: shop.salesId });
    const general = await RoomScript.open(shop, "general", { contactName: "Tini General" });
    await Promise.all([project(mine.writes("halo")), project(general.writes("halo"))]);
    await seed(
      shop,
      { contactId: "con_given", name: "Tini Given", divisionId: shop.salesId },
      { contactId: "con_nobody", name: "Tini Nobody" },
    );
    const [seen, hidden] = [mine, general].map((room) => room.summary.contact.contactId);
    for (const query of ["", "sort=name", "q=tini", `divisionId=${shop.salesId}&q=tini`]) {
      const expected = query.startsWith("divisionId") ? ["con_given"] : [seen, "con_given"];
      expect(idsOf(await listed(shop.supervisor, query)).toSorted()).toEqual(expected.toSorted());
    }
    expect(idsOf(await listed(shop.admin, "q=tini"))).toHaveLength(4);
    for (const contactId of [hidden, "con_nobody"])
      expect(await refused(shop.supervisor, "GET", `/contacts/${contactId}`)).toMatchObject({ status: 404 });
  });
});

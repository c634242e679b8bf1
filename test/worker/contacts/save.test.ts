import { beforeAll, describe, expect, it } from "vitest";
import type { ContactDetail, ContactField, RoomContact } from "../../../protocol/contacts.schema.ts";
import { contactIdFor, newId } from "../../../protocol/ids.ts";
import { RoomScript } from "../../support/room-script.ts";
import { until } from "../../support/until.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { callerOf, openRoomIn, text } from "../room/support.ts";
import { badFields, change, done, read, refused, section } from "../settings/support.ts";
import { contact, db, formOf, idsOf, listed, project, restrict, rows, seed } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
let fields: Record<"tier" | "since" | "points" | "note" | "hidden", string>;
beforeAll(async () => {
  ({ one, two } = await createWorld(db));
  const made = await change(one.admin, "contact-fields", {
    fields: [
      field({ label: "Tier", type: "choice", options: ["Gold", "Silver"], isRequired: true }),
      field({ label: "Since", type: "date" }),
      field({ label: "Points", type: "number" }),
      field({ label: " Note " }),
      field({ label: "Hidden" }),
    ],
  });
  const [tier, since, points, note, hidden] = made.value.fields.map(({ fieldId }) => fieldId);
  fields = { tier, since, points, note, hidden } as typeof fields;
});

const field = (given: Partial<ContactField>): ContactField => ({
  fieldId: "",
  label: "x",
  type: "text",
  options: [],
  isRequired: false,
  isHidden: false,
  ...given,
});

const EMPTY = { email: null, phone: null, company: null, divisionId: null };
const create = (body: object) =>
  done<ContactDetail>(one.admin, "POST", "/contacts", { ...EMPTY, fields: { [fields.tier]: "Gold" }, ...body });
const refusedCreate = (body: object) =>
  refused(one.admin, "POST", "/contacts", { ...EMPTY, fields: { [fields.tier]: "Gold" }, ...body });
let number = 0;
const phone = (): string => `62811${String(++number).padStart(6, "0")}`;
const auditOf = (contactId: string) =>
  rows(
    "SELECT action, changes, actor_id FROM audit WHERE organization_id = ? AND target = ? ORDER BY number",
    one.organizationId,
    contactId,
  );

describe("contacts are made", () => {
  it("CONTACT-3 by name and number, and the person's first message finds them", async () => {
    const number = phone();
    const made = await create({
      name: " Bu Tini ",
      phone: ` ${number} `,
      company: "Toko Tini",
      divisionId: one.salesId,
    });
    expect(made).toMatchObject({
      name: "Bu Tini",
      phone: number,
      company: "Toko Tini",
      account: number,
      version: 1,
      rooms: [],
    });
    expect(made.contactId).toBe(await contactIdFor(one.organizationId, "wa_cloud", number));
    expect(await contact(one.admin, made.contactId)).toEqual(made);
    const room = await RoomScript.open(one, number, { channel: "wa_cloud", contactName: "tini_99" });
    await project(room.writes("halo"));
    expect(await contact(one.admin, made.contactId)).toMatchObject({
      name: "Bu Tini",
      channels: ["wa_cloud"],
      hasMoreRooms: false,
    });
    expect(idsOf(await listed(one.admin, `q=${number}`))).toEqual([made.contactId]);
    expect(await auditOf(made.contactId)).toMatchObject([
      {
        action: "contact.create",
        changes: JSON.stringify({ fields: ["name", "phone", "company", "divisionId", `fields.${fields.tier}`] }),
      },
    ]);
  });

  it("CONTACT-3 a number or an address that another contact has is refused with the way to it", async () => {
    const taken = phone();
    const first = await create({ name: "Andi", phone: taken, email: "Andi@Kopi.example" });
    await seed(one, {
      contactId: "con_wa_known",
      name: "WA",
      identities: [
        ["wa_cloud", "6287000111"],
        ["email", "wa@kopi.example"],
      ],
    });
    for (const [body, contactId] of [
      [{ phone: taken }, first.contactId],
      [{ email: "andi@kopi.EXAMPLE" }, first.contactId],
      [{ phone: "6287000111" }, "con_wa_known"],
      [{ phone: phone(), email: "wa@kopi.example" }, "con_wa_known"],
    ] as const)
      expect(await refusedCreate({ name: "Other", ...body })).toMatchObject({
        status: 409,
        code: "contact.exists",
        params: { contactId },
      });
  });

  it("CONTACT-3 whoever may not see the other contact learns no more than that there is one", async () => {
    await restrict(two.supervisor);
    await seed(two, { contactId: "con_hidden", name: "Secret", phone: "628777000" });
    const body = { ...EMPTY, name: "New", phone: "628777000", divisionId: two.salesId, fields: {} };
    const problem = await refused(two.supervisor, "POST", "/contacts", body);
    expect(problem).toMatchObject({ code: "contact.exists" });
    expect(problem.params ?? {}).toEqual({});
    // Of no division nobody would find it again who sees the own divisions alone.
    expect(await refused(two.supervisor, "POST", "/contacts", { ...body, divisionId: null })).toMatchObject({
      errors: [{ pointer: "/divisionId", code: "required" }],
    });
    const made = await done<ContactDetail>(two.supervisor, "POST", "/contacts", { ...body, phone: "628777001" });
    expect(await contact(two.supervisor, made.contactId)).toEqual(made);
  });

  it.each([
    [{ name: "  " }, "/name", "required"],
    [{ name: "A" }, "/phone", "contact.identity"],
    [{ name: "A", phone: "0812345678" }, "/phone", "contact.phone"],
    [{ name: "A", phone: "+62812345678" }, "/phone", "contact.phone"],
    [{ name: "A", phone: "6281234" }, "/phone", "contact.phone"],
    [{ name: "A", phone: "6281234567890123" }, "/phone", "contact.phone"],
    [{ name: "A", email: "not an address" }, "/email", "profile.email"],
    [{ name: "A".repeat(121), phone: "6281234567" }, "/name", "too_long"],
    [{ name: "A", phone: "6281234567", company: "A".repeat(121) }, "/company", "too_long"],
    [{ name: "A", phone: "6281234567", divisionId: "div_none" }, "/divisionId", "settings.invalid"],
  ])("CONTACT-3, GEN-2 %j is refused at its own field", async (body, pointer, code) => {
    const before = await rows("SELECT count(*) AS n FROM contacts WHERE organization_id = ?", one.organizationId);
    expect(await refusedCreate(body)).toMatchObject({
      status: 422,
      errors: expect.arrayContaining([{ pointer, code }]),
    });
    expect(await rows("SELECT count(*) AS n FROM contacts WHERE organization_id = ?", one.organizationId)).toEqual(
      before,
    );
  });

  it.each([
    ["tier", null, "required"],
    ["tier", "Bronze", "contact.field"],
    ["since", "2026-02-30", "contact.field"],
    ["since", 5, "contact.field"],
    ["points", "7", "contact.field"],
    ["note", 7, "contact.field"],
  ] as const)("CONTACT-6 the field %s does not take %j", async (name, value, code) => {
    const given = { [fields.tier]: "Gold", [fields[name]]: value };
    expect(await refusedCreate({ name: "A", phone: phone(), fields: given })).toMatchObject({
      status: 422,
      errors: [{ pointer: `/fields/${fields[name]}`, code }],
    });
  });

  it("ROLE-16 agents and other organizations' divisions are refused", async () => {
    const body = { ...EMPTY, name: "A", phone: phone(), fields: { [fields.tier]: "Gold" } };
    expect(await refused(one.agentA, "POST", "/contacts", body)).toMatchObject({ status: 403 });
    expect(await refusedCreate({ name: "A", phone: phone(), divisionId: two.salesId })).toMatchObject({ status: 422 });
  });
});

describe("contacts are changed", () => {
  it("CONTACT-2, CONTACT-10 what staff say and take away stays against everybody else, and is told to the room at once", async () => {
    const opened = await openRoomIn(one, { contactId: `con_${newId("con").slice(-8)}`, contactName: "budi_77" });
    const { contactId } = opened.context;
    await opened.stub().command({ caller: opened.visitor, id: "hello", command: text("Halo") });
    await until(
      () => rows("SELECT 1 FROM rooms WHERE contact_id = ?", contactId),
      (found) => found.length === 1,
    );
    const before = await contact(one.admin, contactId);
    expect(before.rooms.map(({ roomId }) => roomId)).toEqual([opened.roomId]);
    const form = {
      ...formOf(before),
      name: "Budi Santoso",
      phone: "628123456789",
      fields: { [fields.tier]: "Silver" },
    };
    const saved = await done<ContactDetail>(one.supervisor, "PUT", `/contacts/${contactId}`, form);
    expect(saved).toMatchObject({ name: "Budi Santoso", phone: "628123456789", version: before.version + 1 });
    const summary = await until(
      async () => (await opened.stub().summary({ caller: callerOf(one.admin) }))?.contact,
      (known) => known?.phone === "628123456789",
    );
    expect(summary).toMatchObject({ name: "Budi Santoso" });

    const cleared = await done<ContactDetail>(one.admin, "PUT", `/contacts/${contactId}`, {
      ...formOf(saved),
      phone: " ",
    });
    expect(cleared).toMatchObject({ phone: null, account: null });
    await opened.stub().command({
      caller: opened.visitor,
      id: "typed",
      command: { type: "profile.update", name: "x", phone: "628999" },
    });
    await opened.stub().command({ caller: opened.visitor, id: "after", command: text("Masih ada?") });
    await until(
      () => rows("SELECT 1 FROM messages WHERE room_id = ? AND text = 'Masih ada?'", opened.roomId),
      (found) => found.length === 1,
    );
    expect(await contact(one.admin, contactId)).toMatchObject({ name: "Budi Santoso", phone: null });
    expect((await auditOf(contactId)).map(({ changes, actor_id }) => [changes, actor_id])).toEqual([
      [JSON.stringify({ fields: ["name", "phone", `fields.${fields.tier}`] }), one.supervisor.memberId],
      [JSON.stringify({ fields: ["phone"] }), one.admin.memberId],
    ]);
  });

  it("GEN-11 of two who save the second is told who was faster and what stands; the same values are no change", async () => {
    const made = await create({ name: "Citra", phone: phone() });
    const path = `/contacts/${made.contactId}`;
    const saved = await done<ContactDetail>(one.supervisor, "PUT", path, { ...formOf(made), name: "Citra A" });
    const problem = await refused(one.admin, "PUT", path, { ...formOf(made), name: "Citra B" });
    expect(problem).toMatchObject({
      status: 409,
      code: "conflict",
      params: { name: one.supervisor.name },
      current: saved,
    });
    expect(await done<ContactDetail>(one.admin, "PUT", path, { ...formOf(made), name: "Citra A" })).toEqual(saved);
    expect(await auditOf(made.contactId)).toHaveLength(2);
  });

  it("CONTACT-6 fields that are not named or hidden keep their values; blank ones are taken away", async () => {
    const all = {
      [fields.tier]: "Gold",
      [fields.since]: "2024-02-29",
      [fields.points]: 0,
      [fields.note]: "VIP",
      [fields.hidden]: "kept",
    };
    const made = await create({ name: "Dina", phone: phone(), fields: all });
    expect(made.fields).toEqual(all);
    const { value } = await section(one.admin, "contact-fields");
    await change(one.admin, "contact-fields", {
      fields: value.fields.map((one) => (one.fieldId === fields.hidden ? { ...one, isHidden: true } : one)),
    });
    const given = { [fields.note]: "  ", [fields.points]: null, [fields.hidden]: "changed" };
    const saved = await done<ContactDetail>(one.admin, "PUT", `/contacts/${made.contactId}`, {
      ...formOf(made),
      fields: given,
    });
    expect(saved.fields).toEqual({ [fields.tier]: "Gold", [fields.since]: "2024-02-29", [fields.hidden]: "kept" });
    expect(await contact(one.admin, made.contactId)).toEqual(saved);
    expect(
      await refused(one.admin, "PUT", `/contacts/${made.contactId}`, {
        ...formOf(saved),
        fields: { [fields.tier]: "" },
      }),
    ).toMatchObject({ errors: [{ pointer: `/fields/${fields.tier}`, code: "required" }] });
  });

  it("numbers that visitors wrote as they like stand in nobody's way", async () => {
    await seed(one, { contactId: "con_spelled", name: "Eka", phone: "0812-333 444", email: "weird@" });
    const before = await contact(one.admin, "con_spelled");
    const form = { ...formOf(before), company: "Eka Jaya", fields: { [fields.tier]: "Gold" } };
    expect(await done(one.admin, "PUT", "/contacts/con_spelled", form)).toMatchObject({
      phone: "0812-333 444",
      company: "Eka Jaya",
    });
  });

  it("WIDGET-19 is no longer verified when staff put something in the place of what was signed", async () => {
    await seed(one, { contactId: "con_signed", name: "Fani", phone: "628111222333" });
    await rows(
      "UPDATE contacts SET is_verified = 1 WHERE contact_id = 'con_signed' AND organization_id = ?",
      one.organizationId,
    );
    const form = { ...formOf(await contact(one.admin, "con_signed")), fields: { [fields.tier]: "Gold" } };
    const renamed = await done<ContactDetail>(one.admin, "PUT", "/contacts/con_signed", { ...form, name: "Bu Fani" });
    expect(renamed.isVerified).toBe(true);
    const other = await done<ContactDetail>(one.admin, "PUT", "/contacts/con_signed", {
      ...formOf(renamed),
      phone: "628111222334",
    });
    expect(other.isVerified).toBe(false);
    expect((await contact(one.admin, "con_signed")).isVerified).toBe(false);
  });

  it("ROLE-24 a restricted supervisor gives people to own divisions alone", async () => {
    await restrict(two.supervisor);
    await seed(two, { contactId: "con_own", name: "Gita", divisionId: two.salesId });
    const form = formOf(await contact(two.supervisor, "con_own"));
    await rows(
      "INSERT INTO divisions (division_id, organization_id, name, name_folded, created_at) VALUES (?, ?, 'Care', 'care', 1)",
      `div_${two.organizationId}`,
      two.organizationId,
    );
    expect(
      await refused(two.supervisor, "PUT", "/contacts/con_own", { ...form, divisionId: `div_${two.organizationId}` }),
    ).toMatchObject({
      errors: [{ pointer: "/divisionId", code: "settings.invalid" }],
    });
    expect(await refused(one.admin, "PUT", "/contacts/con_own", form)).toMatchObject({ status: 404 });
  });
});

describe("the room's panel", () => {
  it("ROLE-16 agents read and change company and own fields of the contact of a room they see", async () => {
    const opened = await openRoomIn(one, { contactId: `con_${newId("con").slice(-8)}` });
    await opened.stub().command({ caller: opened.visitor, id: "hello", command: text("Halo") });
    await until(
      () => rows("SELECT 1 FROM rooms WHERE room_id = ?", opened.roomId),
      (found) => found.length === 1,
    );
    const path = `/rooms/${opened.roomId}/contact`;
    const shown = await read<RoomContact>(one.agentA, path);
    expect(shown).toMatchObject({ contactId: opened.context.contactId, company: null, fields: {} });
    expect(shown.definitions.map(({ fieldId }) => fieldId)).not.toContain(fields.hidden);
    const body = { company: "Hana Co", fields: { [fields.tier]: "Gold" }, version: shown.version };
    const saved = await done<RoomContact>(one.agentA, "PUT", path, body);
    expect(saved).toMatchObject({ company: "Hana Co", fields: { [fields.tier]: "Gold" }, version: shown.version + 1 });
    expect(await refused(one.agentB, "PUT", path, { ...body, company: "Later" })).toMatchObject({
      code: "conflict",
      params: { name: one.agentA.name },
      current: { company: "Hana Co" },
    });
    expect(await contact(one.admin, shown.contactId)).toMatchObject({ company: "Hana Co" });
    expect(await refused(two.agentA, "GET", path)).toMatchObject({ status: 404 });
  });
});

describe("Settings > Contact", () => {
  it("CONTACT-6 fields get their ids from the server, once, and can be hidden, renamed, moved and extended", async () => {
    const { value, version } = await section(two.admin, "contact-fields");
    expect(value).toEqual({ fields: [] });
    const body = {
      version,
      value: { fields: [field({ label: " Size ", type: "choice", options: ["S ", "M"] }), field({ label: "Shop" })] },
    };
    const first = await done<{ value: { fields: ContactField[] } }>(two.admin, "PUT", "/settings/contact-fields", body);
    const again = await done<{ value: { fields: ContactField[] } }>(two.admin, "PUT", "/settings/contact-fields", body);
    expect(again).toEqual(first);
    const [size, shop] = first.value.fields as [ContactField, ContactField];
    expect(size).toMatchObject({ label: "Size", options: ["S", "M"], fieldId: expect.stringMatching(/^fld_/) });
    const moved = [
      { ...shop, label: "Store", isHidden: true },
      { ...size, options: ["XS", "M", "S"] },
    ];
    expect((await change(two.admin, "contact-fields", { fields: moved })).value.fields).toEqual(moved);
    expect(await read(two.supervisor, "/contact-fields")).toEqual(moved);

    const [hidden, sized] = moved as [ContactField, ContactField];
    const faults = (given: ContactField[]) => badFields(two.admin, "contact-fields", { fields: given });
    expect(await faults([sized])).toEqual([["/value/fields", "contact.fields"]]);
    expect(await faults([{ ...hidden, type: "number" }, sized])).toEqual([["/value/fields/0/type", "contact.fields"]]);
    expect(await faults([hidden, { ...sized, options: ["XS", "M"] }])).toEqual([
      ["/value/fields/1/options", "contact.fields"],
    ]);
    expect(await faults([hidden, sized, field({ fieldId: "fld_mine" })])).toEqual([
      ["/value/fields/2/fieldId", "contact.fields"],
    ]);
    expect(await faults([hidden, sized, hidden])).toEqual([["/value/fields/2/fieldId", "contact.fields"]]);
    expect(await faults([hidden, { ...sized, label: " " }])).toEqual([["/value/fields/1/label", "required"]]);
    expect(await faults([...moved, ...Array.from({ length: 29 }, (_, n) => field({ label: `f${n}` }))])).toEqual([
      ["/value/fields", "settings.invalid"],
    ]);
  });
});

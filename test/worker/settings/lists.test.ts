import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { TagRow } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import { audit, quickReplies, tags } from "../../../worker/db/schema/index.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { db, world } from "../http/support.ts";
import { change, done, read, refused, section, send } from "./support.ts";

let w: World;
let admin: WorldMember;
beforeAll(async () => {
  w = await world();
  admin = w.one.admin;
});

const auditOf = async (target: string) =>
  (
    await db()
      .select()
      .from(audit)
      .where(and(eq(audit.organizationId, w.one.organizationId), eq(audit.target, target)))
  ).map(({ action, changes }) => [action, JSON.parse(changes ?? "{}")]);

describe("SET-3 templates", () => {
  const create = (body: object, member = admin) => done<QuickReply>(member, "POST", "/quick-replies", body);
  const all = (member = admin) => read<QuickReply[]>(member, "/quick-replies");

  it("are made by whoever keeps the chat, used by all staff (MSG-11), listed by command", async () => {
    const salam = await create({ command: " Salam ", text: "Halo {{contact.name}}!" }, w.one.supervisor);
    const alamat = await create({ command: "alamat", text: "Jl. Melati 5" });
    expect(salam).toMatchObject({ command: "Salam", version: 1 });
    expect(await all(w.one.agentA)).toEqual([alamat, salam]);
    expect(await all(w.two.admin)).toEqual([]);
  });

  it("quick.title: too short, long, other signs, or taken without regard to case and accents", async () => {
    const answers = await Promise.all(
      ["ab", "a".repeat(33), "dua kata", "tanda!", "SALAM", "sálam"].map((command) =>
        refused(admin, "POST", "/quick-replies", { command, text: "x" }),
      ),
    );
    for (const problem of answers)
      expect(problem).toMatchObject({
        status: 422,
        code: "quick.title",
        errors: [{ pointer: "/command", code: "quick.title" }],
      });
  });

  it("without title or message it is not saved, and 4,096 characters are the most", async () => {
    expect(await refused(admin, "POST", "/quick-replies", { command: " ", text: "\n " })).toMatchObject({
      code: "required",
      errors: [
        { pointer: "/command", code: "required" },
        { pointer: "/text", code: "required" },
      ],
    });
    const long = { command: "panjang", text: "☕".repeat(4097) };
    expect(await refused(admin, "POST", "/quick-replies", long)).toMatchObject({
      code: "too_long",
      params: { max: 4096, length: 4097 },
    });
    expect((await create({ ...long, text: "☕".repeat(4096) })).version).toBe(1);
  });

  it("GEN-11 are changed by version, and deleted; the log names what changed without the text", async () => {
    const one = await create({ command: "ongkir", text: "Gratis" });
    const changed = await done<QuickReply>(admin, "PUT", `/quick-replies/${one.quickReplyId}`, {
      ...{ command: "ongkos-kirim", text: "Gratis se-Jawa" },
      version: 1,
    });
    expect(changed).toMatchObject({ quickReplyId: one.quickReplyId, command: "ongkos-kirim", version: 2 });
    const late = { command: "ongkir", text: "Mahal", version: 1 };
    const problem = await refused(w.one.supervisor, "PUT", `/quick-replies/${one.quickReplyId}`, late);
    expect(problem).toMatchObject({ code: "conflict", params: { name: admin.name }, current: changed });
    await done(admin, "DELETE", `/quick-replies/${one.quickReplyId}`);
    expect((await all()).map(({ command }) => command)).not.toContain("ongkos-kirim");
    expect((await send(admin, "DELETE", `/quick-replies/${one.quickReplyId}`)).status).toBe(404);
    expect(await auditOf(one.quickReplyId)).toEqual([
      ["quick_reply.create", { command: "ongkir" }],
      ["quick_reply.edit", { "/command": { from: "ongkir", to: "ongkos-kirim" }, "/text": "changed" }],
      ["quick_reply.delete", { command: "ongkos-kirim" }],
    ]);
  });

  it("of ten people who make the same one at once, one makes it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => send(admin, "POST", "/quick-replies", { command: "rebutan", text: `${n}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(422)]);
    expect((await all()).filter(({ command }) => command === "rebutan")).toHaveLength(1);
  });

  it("are at most as many as people can find their way in", async () => {
    const { organizationId } = w.two;
    const rows = Array.from({ length: LIMITS.quickReplies }, (_, n) => ({
      organizationId,
      quickReplyId: `qck_${n}`,
      command: `balasan-${n}`,
      commandFolded: `balasan-${n}`,
      text: "x",
      createdAt: 1,
      changedAt: 1,
    }));
    for (let from = 0; from < rows.length; from += 250)
      await db()
        .insert(quickReplies)
        .values(rows.slice(from, from + 250));
    const problem = await refused(w.two.admin, "POST", "/quick-replies", { command: "satu-lagi", text: "x" });
    expect(problem).toMatchObject({ code: "settings.limit", params: { limit: LIMITS.quickReplies } });
  });
});

describe("SET-4 tags", () => {
  const create = (name: string, member = admin) => done<TagRow>(member, "POST", "/tags", { name });
  const all = (member = admin) => read<TagRow[]>(member, "/tags");

  it("are made, renamed everywhere by their id, and taken from the choice", async () => {
    const tag = await create("  Keluhan ", w.one.supervisor);
    expect(tag.name).toBe("Keluhan");
    expect(await all(w.one.agentA)).toContainEqual(tag);
    const renamed = await done<TagRow>(admin, "PUT", `/tags/${tag.tagId}`, { name: "Komplain" });
    expect(renamed).toEqual({ tagId: tag.tagId, name: "Komplain" });
    expect(await all(w.one.agentB)).toContainEqual(renamed);
    await done(admin, "DELETE", `/tags/${tag.tagId}`);
    expect(await all()).not.toContainEqual(renamed);
    const lookup = await env.ORGANIZATION.getByName(w.one.organizationId).lookup({
      memberIds: [],
      tagIds: [tag.tagId],
    });
    expect(lookup.tags).toEqual([]);
    const [kept] = await db().select().from(tags).where(eq(tags.tagId, tag.tagId));
    expect(kept).toMatchObject({ name: "Komplain", isActive: false });
    expect((await send(admin, "PUT", `/tags/${tag.tagId}`, { name: "Lagi" })).status).toBe(404);
    expect(await auditOf(tag.tagId)).toEqual([
      ["tag.create", { name: "Keluhan" }],
      ["tag.rename", { name: { from: "Keluhan", to: "Komplain" } }],
      ["tag.delete", { name: "Komplain" }],
    ]);
  });

  it("tag.exists without regard to case, also by renaming; the name of a deleted one is free, another case is a rename", async () => {
    const vip = await create("VIP");
    const problem = await refused(admin, "POST", "/tags", { name: "vip" });
    expect(problem).toMatchObject({
      status: 422,
      code: "tag.exists",
      errors: [{ pointer: "/name", code: "tag.exists" }],
    });
    expect(await refused(admin, "PUT", `/tags/${w.one.tagId}`, { name: "Vip" })).toMatchObject({ code: "tag.exists" });
    expect((await done<TagRow>(admin, "PUT", `/tags/${vip.tagId}`, { name: "Vip" })).name).toBe("Vip");
    await done(admin, "DELETE", `/tags/${vip.tagId}`);
    expect((await create("VIP")).tagId).not.toBe(vip.tagId);
  });

  it("GEN-11 of two who rename the same one, the second is told by whom, and what it is called now", async () => {
    const { tagId } = await create("Ongkir");
    const rename = (name: string) => send(admin, "PUT", `/tags/${tagId}`, { name, was: "Ongkir" });
    const answers = await Promise.all([rename("Biaya kirim"), rename("Pengiriman")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = (await answers.find(({ ok }) => ok)?.json()) as TagRow;
    expect(await refused(w.one.supervisor, "PUT", `/tags/${tagId}`, { name: "Kurir", was: "Ongkir" })).toMatchObject({
      code: "conflict",
      params: { name: admin.name },
      current: won,
    });
    expect(await done(admin, "PUT", `/tags/${tagId}`, { name: won.name, was: "Ongkir" })).toEqual(won);
  });

  it("have 1 to 40 characters", async () => {
    expect(await refused(admin, "POST", "/tags", { name: "   " })).toMatchObject({ code: "required" });
    const long = await refused(admin, "POST", "/tags", { name: "☕".repeat(41) });
    expect(long).toMatchObject({ code: "too_long", params: { max: 40, length: 41 } });
    expect((await create("☕".repeat(40))).name).toHaveLength(40);
  });

  it("SET-7 a deleted one is taken from the rule that would give it, in the same moment", async () => {
    const tag = await create("Sepi");
    const { message } = (await section(admin, "auto-resolve")).value;
    const before = await change(admin, "auto-resolve", { message: { ...message, isOn: true, tagId: tag.tagId } });
    await done(w.one.supervisor, "DELETE", `/tags/${tag.tagId}`);
    const after = await section(admin, "auto-resolve");
    expect(after.value).toEqual({ ...before.value, message: { ...before.value.message, tagId: null } });
    expect(after).toMatchObject({ version: before.version + 1, changedBy: w.one.supervisor.name });
  });
});

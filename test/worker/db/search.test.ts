import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { searchMessages } from "../../../worker/inbox/store.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World, type WorldOrganization } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const T0 = 1_760_000_000_000;
const RANGE = { from: T0 - 60_000, until: T0 + 60_000 };
let world: World;

const submit = (organization: WorldOrganization, room: RoomScript) =>
  projected(projectorFor(env, organization.organizationId), room.slice());

beforeAll(async () => {
  world = await createWorld(db);
  const { one, two } = world;
  const mine = await RoomScript.open(one, "mine", { at: T0, contactName: "Rina", divisionId: one.salesId });
  mine
    .writes("Pesanan déjà dikirim, nomor RESI-4471?")
    .joins(one.agentA)
    .answers(one.agentA, "Sudah dikirimkan kemarin");
  mine.add(
    { type: "member", id: one.agentA.memberId, name: "Dewi" },
    { type: "note.created", text: "rahasia dikirim" },
  );
  await submit(one, mine);
  const others = (await RoomScript.open(one, "others", { at: T0 + 5_000 })).writes("kapan dikirim?").joins(one.agentB);
  await submit(one, others);
  const waiting = (await RoomScript.open(one, "waiting", { at: T0 - 5_000 })).writes("barang belum dikirim");
  await submit(one, waiting);
  await submit(two, (await RoomScript.open(two, "theirs", { at: T0 })).writes("dikirim juga di sini, resi-4471"));
});

const texts = async (member: MemberIdentity, q: string, limit = 50): Promise<string[]> => {
  const page = await searchMessages(db, member, { q, limit }, RANGE);
  return (page?.hits ?? []).map((hit) => hit.text);
};

describe("search in messages", () => {
  it("SEARCH-2 finds by the beginning of words, ignoring case and accents, newest first, and never in notes", async () => {
    const admin = world.one.admin.identity;
    expect(await texts(admin, "DIKIR")).toEqual([
      "kapan dikirim?",
      "Sudah dikirimkan kemarin",
      "Pesanan déjà dikirim, nomor RESI-4471?",
      "barang belum dikirim",
    ]);
    expect(await texts(admin, "deja")).toEqual(["Pesanan déjà dikirim, nomor RESI-4471?"]);
    expect(await texts(admin, "rahasia")).toEqual([]);
  });

  it("SEARCH-2 asks for every word", async () => {
    expect(await texts(world.one.admin.identity, "nomor  dikirim")).toEqual(["Pesanan déjà dikirim, nomor RESI-4471?"]);
    expect(await texts(world.one.admin.identity, "resi-4471")).toEqual(["Pesanan déjà dikirim, nomor RESI-4471?"]);
  });

  it("SEARCH-2 tells of each hit where it stands, who wrote it, and whose room it is", async () => {
    const page = await searchMessages(db, world.one.admin.identity, { q: "kemarin", limit: 5 }, RANGE);
    expect(page?.hits).toEqual([
      {
        roomId: expect.stringMatching(/^room_/),
        seq: 5,
        at: T0 + 4,
        text: "Sudah dikirimkan kemarin",
        direction: "outbound",
        authorName: "Dewi",
        contactName: "Rina",
        channel: "web_chat",
        fileName: null,
        contactId: expect.stringMatching(/^con_/),
      },
    ]);
  });

  it("SEARCH-4, ROLE-3, ROLE-24, INV-6 never gives a message of a room the member may not see", async () => {
    const { supervisor, agentA, agentB } = world.one;
    expect(await texts({ ...supervisor.identity, isRestricted: true }, "dikirim")).toEqual([
      "Sudah dikirimkan kemarin",
      "Pesanan déjà dikirim, nomor RESI-4471?",
    ]);
    expect(await texts(agentA.identity, "dikirim")).toEqual([
      "Sudah dikirimkan kemarin",
      "Pesanan déjà dikirim, nomor RESI-4471?",
      "barang belum dikirim",
    ]);
    const noTakeover = { ...agentB.identity, settings: { ...agentB.identity.settings, agentCanTakeOver: false } };
    expect(await texts(noTakeover, "dikirim")).toEqual(["kapan dikirim?"]);
    expect(await texts(world.two.admin.identity, "dikirim")).toEqual(["dikirim juga di sini, resi-4471"]);
  });

  it.each([
    '"',
    '" OR tenant : "x',
    "tenant : x",
    "dikirim*) OR (text : resi",
    "NEAR(dikirim kapan)",
    "-",
    "^dikirim",
    "{}",
  ])("takes %s as words and not as a query", async (q) => {
    const found = await texts(world.two.agentA.identity, q);
    expect(found.length).toBeLessThanOrEqual(1);
    expect(found.every((text) => text.includes("sini"))).toBe(true);
  });

  it("goes on after a page without a gap or a repeat, for members of any sight", async () => {
    for (const { identity } of [world.one.admin, world.one.agentA]) {
      const all = await texts(identity, "dikirim");
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await searchMessages(db, identity, { q: "dikirim", limit: 1, cursor }, RANGE);
        paged.push(...(page?.hits ?? []).map((hit) => hit.text));
        cursor = page?.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(all);
    }
  });

  it("refuses a cursor that is not one of ours", async () => {
    expect(
      await searchMessages(db, world.one.admin.identity, { q: "dikirim", limit: 1, cursor: "!!" }, RANGE),
    ).toBeNull();
  });

  it("SEARCH-2 finds by the name of a file and by its caption, and says if it was the file's name", async () => {
    const room = await RoomScript.open(world.one, "files", { at: T0 + 20_000 });
    const file = { fileId: newId("fil"), name: "Faktur_Maret-2026.pdf", mime: "application/pdf", size: 9 };
    room.add(
      { type: "contact", id: room.summary.contact.contactId },
      {
        type: "message.created",
        conversationNumber: 1,
        direction: "inbound",
        content: { type: "document", file, caption: "tolong dicek" },
      },
    );
    await submit(world.one, room);
    const find = async (q: string) =>
      (await searchMessages(db, world.one.admin.identity, { q, limit: 5 }, RANGE))?.hits.map(({ text, fileName }) => [
        text,
        fileName,
      ]);
    expect(await find("faktur maret")).toEqual([["tolong dicek", file.name]]);
    expect(await find("dicek")).toEqual([["tolong dicek", null]]);
  });

  it("SEARCH-2 gives the same hits, page by page, however many messages only begin alike", async () => {
    const room = await RoomScript.open(world.two, "many", { at: T0 + 30_000 });
    for (let index = 0; index < 120; index++) room.writes(`${index % 3 === 0 ? "pesawat" : "Pesanan"} nomor-${index}`);
    room.writes("pesan kopi").writes("PÉSANAN kopi");
    await submit(world.two, room);
    const all = async (q: string, limit: number) => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const ask = { q, limit, ...(cursor && { cursor }) };
        const page = await searchMessages(db, world.two.admin.identity, ask, RANGE);
        found.push(...(page?.hits ?? []).map((hit) => hit.text));
        cursor = page?.nextCursor ?? undefined;
        if (cursor === undefined) return found;
      }
    };
    const expected = room.events
      .flatMap((event) =>
        event.type === "message.created" && event.content.type === "text" ? [event.content.text] : [],
      )
      .reverse();
    expect(await all("pesan", 7)).toEqual(expected.filter((text) => !text.startsWith("pesaw")));
    expect(await all("pesanan", 7)).toEqual(expected.filter((text) => /p[eÉ]sanan/i.test(text)));
    expect(await all("pesawat", 50)).toEqual(expected.filter((text) => text.startsWith("pesawat")));
    expect(await all("pesanan nomor-1", 7)).toEqual(expected.filter((text) => /^Pesanan nomor-1/.test(text)));
  });

  it("SEARCH-5 looks between two times, both ends included", async () => {
    const between = async (from: number, until: number) =>
      (await searchMessages(db, world.one.admin.identity, { q: "dikirim", limit: 9 }, { from, until }))?.hits.map(
        (hit) => hit.at,
      );
    expect(await between(T0 + 2, T0 + 5_002)).toEqual([T0 + 5_002, T0 + 4, T0 + 2]);
    expect(await between(T0 + 3, T0 + 5_001)).toEqual([T0 + 4]);
  });

  it("forgets a message whose text is taken away, and finds the one that replaces it", async () => {
    const room = (await RoomScript.open(world.two, "edit", { at: T0 + 9_000 })).writes("kata lama");
    await submit(world.two, room);
    const change = (text: string | null) =>
      db.$client.execute({ sql: "UPDATE messages SET text = ? WHERE room_id = ?", args: [text, room.roomId] });
    await change("kata baru");
    expect(await texts(world.two.admin.identity, "lama")).toEqual([]);
    expect(await texts(world.two.admin.identity, "baru")).toEqual(["kata baru"]);
    await change(null);
    expect(await texts(world.two.admin.identity, "baru")).toEqual([]);
  });
});

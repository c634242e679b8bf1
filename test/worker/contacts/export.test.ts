import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { ContactDetail } from "../../../protocol/contacts.schema.ts";
import { type ZipEntry, zipStream } from "../../../worker/http/zip.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { asMember } from "../http/support.ts";
import { change, done, refused } from "../settings/support.ts";
import { contact, db, formOf, project, rows } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
beforeAll(async () => {
  ({ one, two } = await createWorld(db));
});

const FILE_ID = `fil_${"a".repeat(32)}`;
const PICTURE = new Uint8Array(300_000).map((_, n) => n % 251);

async function person(): Promise<{ contactId: string; roomId: string }> {
  const room = await RoomScript.open(one, "export", { contactName: "Rina / Wijaya\u202e" });
  room.writes("Halo\nsaya Rina").answers(one.agentA, "Selamat pagi");
  room.add(
    { type: "member", id: one.agentA.memberId, name: one.agentA.name },
    { type: "note.created", text: "Pelanggan lama" },
  );
  room.add(
    { type: "contact", id: room.summary.contact.contactId },
    {
      type: "message.created",
      conversationNumber: 1,
      direction: "inbound",
      content: { type: "image", file: { fileId: FILE_ID, name: "struk.png", mime: "image/png", size: PICTURE.length } },
    },
  );
  for (let n = 0; n < 700; n++) room.writes(`pesan ${n}`);
  room.tags(one.agentA, "vip").resolves(one.agentA);
  await project(room);
  const other = await RoomScript.open(one, "export-2", { contactName: "Rina", at: 1_700_000_100_000 });
  await project(other.writes("Dari widget lain"));
  await env.FILES.put(`${one.organizationId}/${room.roomId}/${FILE_ID}`, PICTURE);
  const [survivor, former] = await Promise.all(
    [room, other].map(({ summary }) => contact(one.admin, summary.contact.contactId)),
  );
  const body = {
    otherId: former?.contactId,
    keep: { name: "this" },
    versions: { this: survivor?.version, other: former?.version },
  };
  await done(one.admin, "POST", `/contacts/${survivor?.contactId}/merge`, body);
  return { contactId: survivor?.contactId ?? "", roomId: room.roomId };
}

describe("the export of one person", () => {
  it("PRIVACY-4 holds profile, every conversation with its notes, files and surveys, and is audited", async () => {
    const { contactId, roomId } = await person();
    const made = await change(one.admin, "contact-fields", {
      fields: [{ fieldId: "", label: "Kelas", type: "text", options: [], isRequired: false, isHidden: false }],
    });
    const fieldId = made.value.fields[0]?.fieldId ?? "";
    const form = {
      ...formOf(await contact(one.admin, contactId)),
      fields: { [fieldId]: "Emas" },
      divisionId: one.salesId,
    };
    await done<ContactDetail>(one.admin, "PUT", `/contacts/${contactId}`, form);
    await rows(
      `INSERT INTO surveys (organization_id, room_id, seq, conversation_number, kind, sent_at, score, comment, answered_at)
       VALUES (?, ?, 900, 1, 'csat', 5, 5, 'Bagus', 6)`,
      one.organizationId,
      roomId,
    );

    const response = await asMember(one.admin, `/api/v1/contacts/${contactId}/export`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="Rina _ Wijaya \d{4}-\d\d-\d\d\.zip"/,
    );
    const archive = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const label = `01 web_chat ${one.integrationName}`;
    expect(Object.keys(archive).toSorted()).toEqual(
      [
        `files/${label}/6 struk.png`,
        "profile.json",
        `rooms/${label}.json`,
        `rooms/${label}.txt`,
        `rooms/02 web_chat ${one.integrationName}.json`,
        `rooms/02 web_chat ${one.integrationName}.txt`,
        "surveys.json",
      ].toSorted(),
    );
    const textOf = (name: string) => strFromU8(archive[name] ?? new Uint8Array());
    const profile = JSON.parse(textOf("profile.json"));
    expect(profile).toMatchObject({
      contactId,
      division: "Sales",
      fields: [{ label: "Kelas", value: "Emas" }],
      tags: ["vip"],
    });
    expect(profile.identities).toHaveLength(2);
    const said = JSON.parse(textOf(`rooms/${label}.json`)) as { type: string; text: string; fileName: string | null }[];
    expect(said).toHaveLength(704);
    expect(said.filter(({ type }) => type === "note")).toMatchObject([{ text: "Pelanggan lama" }]);
    const told = textOf(`rooms/${label}.txt`);
    expect(told).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Rina \/ Wijaya: Halo\n {4}saya Rina\n/);
    expect(told).toContain(`${one.agentA.name} [catatan]: Pelanggan lama`);
    expect(told).toContain("[File: struk.png]");
    expect(told).toContain("pesan 699");
    expect(archive[`files/${label}/6 struk.png`]).toEqual(PICTURE);
    expect(JSON.parse(textOf("surveys.json"))).toMatchObject([{ roomId, kind: "csat", score: 5, comment: "Bagus" }]);
    const audited = await rows(
      "SELECT actor_id FROM audit WHERE organization_id = ? AND target = ? AND action = 'contact.export'",
      one.organizationId,
      contactId,
    );
    expect(audited).toMatchObject([{ actor_id: one.admin.memberId }]);

    for (const [who, status] of [
      [one.supervisor, 403],
      [one.agentA, 403],
      [two.admin, 404],
    ] as const)
      expect(await refused(who, "GET", `/contacts/${contactId}/export`)).toMatchObject({ status });
  });

  it("is made while it is read: no more of it waits than was asked for, and a reader who leaves ends it", async () => {
    let asked = 0;
    let isEnded = false;
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          asked += 1;
          yield crypto.getRandomValues(new Uint8Array(10_000));
        }
      } finally {
        isEnded = true;
      }
    }
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield { name: "endless", at: Date.now(), body: body(), isStored: true };
    }
    const reader = zipStream(entries()).getReader();
    for (let n = 0; n < 5; n++) await reader.read();
    expect(asked).toBeLessThanOrEqual(6);
    await reader.cancel();
    expect(isEnded).toBe(true);
  });

  it("breaks where an entry fails, so that nobody takes half an archive for a whole one", async () => {
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw new Error("storage is away");
    }
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield { name: "half", at: 0, body: body() };
    }
    await expect(new Response(zipStream(entries())).arrayBuffer()).rejects.toThrow("storage is away");
  });
});

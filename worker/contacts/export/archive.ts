import type { ContactDetail, ContactField } from "../../../protocol/contacts.schema.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { Database } from "../../db/client.ts";
import { keyOf } from "../../files/links.ts";
import { namePart } from "../../files/names.ts";
import { fromStorage } from "../../files/unavailable.ts";
import { textBody, type ZipEntry } from "../../http/zip.ts";
import { type ExportedRoom, exportedRooms, filesIn, isoOf, saidIn, surveysIn } from "./read.ts";
import { conversationJson, conversationText, type Reader } from "./texts.ts";

export type Export = {
  db: Database;
  files: R2Bucket;
  member: MemberIdentity;
  detail: ContactDetail;
  definitions: ContactField[];
  divisionName: string | null;
  reader: Reader;
  now: number;
};

/** PRIVACY-4: the profile, each conversation for people and for programs, its files, and the answers to surveys. */
export async function* contactArchive(asked: Export): AsyncGenerator<ZipEntry> {
  const { db, member, detail, now } = asked;
  yield json("profile.json", profileOf(asked), now);
  const surveys: Record<string, unknown>[] = [];
  const rooms = await exportedRooms(db, member, detail.contactId);
  for (const [index, room] of rooms.entries()) {
    yield* roomEntries(asked, room, index + 1);
    surveys.push(...(await surveysIn(db, refOf(asked, room))));
  }
  yield json("surveys.json", surveys, now);
}

const refOf = ({ member }: Export, { roomId }: ExportedRoom) => ({ organizationId: member.organizationId, roomId });

async function* roomEntries(asked: Export, room: ExportedRoom, number: number): AsyncGenerator<ZipEntry> {
  const { db, files, reader, now } = asked;
  const ref = refOf(asked, room);
  const label = [String(number).padStart(2, "0"), room.channel, namePart(room.integrationName)]
    .filter(Boolean)
    .join(" ");
  const title = `${reader.customerName} · ${room.integrationName}`;
  yield { name: `rooms/${label}.txt`, at: now, body: conversationText(saidIn(db, ref), title, reader) };
  yield { name: `rooms/${label}.json`, at: now, body: conversationJson(saidIn(db, ref)) };
  for await (const { fileId, seq, name, at } of filesIn(db, ref)) {
    const object = await fromStorage(files.get(keyOf({ ...ref, fileId })));
    // One that was taken away since still stands in the conversation by its name.
    if (object === null) continue;
    yield { name: `files/${label}/${seq} ${namePart(name, 150)}`, at, body: object.body, isStored: true };
  }
}

const json = (name: string, value: unknown, at: number): ZipEntry => ({
  name,
  at,
  body: textBody(`${JSON.stringify(value, null, 2)}\n`),
});

function profileOf({ detail, definitions, divisionName, now }: Export) {
  const { rooms: _rooms, hasMoreRooms: _more, channels: _channels, divisionId: _division, ...profile } = detail;
  const labelOf = (id: string): string => definitions.find(({ fieldId }) => fieldId === id)?.label ?? id;
  return {
    ...profile,
    division: divisionName,
    fields: Object.entries(detail.fields).map(([id, value]) => ({ label: labelOf(id), value })),
    identities: detail.identities.map(({ channel, externalId, createdAt }) => ({
      channel,
      externalId,
      createdAt: isoOf(createdAt),
    })),
    tags: detail.tags.map(({ name }) => name),
    createdAt: isoOf(detail.createdAt),
    updatedAt: isoOf(detail.updatedAt),
    exportedAt: isoOf(now),
  };
}

import { contactIdFor, newId, roomIdFor } from "../../protocol/ids.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { TestSystem } from "../../test/support/running-system.ts";
import { memberIdentity } from "../../worker/accounts/store.ts";
import { openDatabase } from "../../worker/db/client.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";

const MINUTE_MS = 60_000;
/** Believable lengths: most messages are short, some are not. */
const WORDS = "baik kak pesanan sudah kami kirim pagi ini nomor resinya menyusul lewat chat ya terima kasih".split(" ");

const words = (n: number): string =>
  Array.from({ length: 3 + ((n * 7) % 23) }, (_, index) => WORDS[(n + index * 5) % WORDS.length]).join(" ");

/** Rooms of a running system in which a visitor and a member have written `messages` to each other; the newest last. */
export async function makeTalks(system: TestSystem, count: number, messages: number): Promise<string[]> {
  const { world } = system;
  if (!world) throw new Error("Talks need the demo organization");
  const { organizationId, widgetId: integrationId } = world;
  const staff = await someStaff(system, organizationId);
  const roomIds: string[] = [];
  for (let room = 0; room < count; room += 1) {
    const visitorId = newId("vis");
    const context: RoomContext = {
      roomId: await roomIdFor(integrationId, visitorId),
      organizationId,
      integrationId,
      integrationName: "Kopi Senja Shop",
      channel: "web_chat",
      kind: "message",
      contactId: await contactIdFor(organizationId, "web_chat", visitorId),
      externalId: visitorId,
      contactName: `Customer ${room}`,
      divisionId: null,
    };
    const startAt = Date.now() - (messages + count - room) * MINUTE_MS;
    const expiresAt = Date.now() + 3_600_000;
    const { roomId } = context;
    const visitor = {
      kind: "visitor",
      organizationId,
      integrationId,
      visitorId,
      roomId,
      origin: "",
      expiresAt,
    } as const;
    const member = { kind: "member", member: staff, origin: "", expiresAt } as const;
    const calls: RehearsedCall[] = Array.from({ length: messages }, (_, n) => ({
      caller: n % 3 === 2 ? member : visitor,
      id: `talk-${n}`,
      command: { type: "message.send", content: { type: "text", text: words(n) } },
      at: startAt + n * MINUTE_MS,
    }));
    await rehearse(system, context, calls);
    roomIds.push(roomId);
  }
  return roomIds;
}

async function someStaff(system: TestSystem, organizationId: string): Promise<MemberIdentity> {
  const db = openDatabase(system.libsqlUrl);
  const found = await db.all<{ member_id: string }>(
    `SELECT member_id FROM members WHERE organization_id = '${organizationId}' AND role = 'supervisor' LIMIT 1`,
  );
  const identity = found[0] && (await memberIdentity(db, organizationId, found[0].member_id));
  if (!identity) throw new Error("The demo organization has no supervisor");
  return identity;
}

async function rehearse(system: TestSystem, context: RoomContext, calls: RehearsedCall[]): Promise<void> {
  const answer = await fetch(`${system.url}/api/dev/rehearse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-sapa-dev-key": system.secrets.SAPA_DEV_KEY },
    body: JSON.stringify({ context, calls }),
  });
  if (!answer.ok) throw new Error(`A talk was not made: ${answer.status} ${await answer.text()}`);
}

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ContactDetail, RoomContact } from "../../../protocol/contacts.schema.ts";
import type { EmbedComponent, TokenScope } from "../../../protocol/embed.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import { until } from "../../support/until.ts";
import type { TestSocket } from "../../support/worker-sockets.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { PORTAL, portalOf } from "../embed/support.ts";
import { evict, type Frame, hubOf, roomIn, SocketsOfATest, tell } from "../organization/organization-world.ts";
import { openRoomIn, text } from "../room/support.ts";
import { done, read, refused } from "../settings/support.ts";
import { contact, db, formOf, restrict, rows, seed } from "./support.ts";

let one: WorldOrganization;
let two: WorldOrganization;
let apiTokenId: string;
const sockets = new SocketsOfATest();
const feedOf = async (organization: WorldOrganization, member: MemberIdentity): Promise<TestSocket> =>
  (await sockets.open(organization, member)).socket;

beforeAll(async () => {
  ({ one, two } = await createWorld(db, { settings: { agentCanTakeOver: false, autoAllocation: false } }));
  await restrict(one.supervisor);
  ({ apiTokenId } = await portalOf(one));
});

afterEach(() => sockets.close());

let number = 0;
/** A contact and a room of it that the organization has heard of. */
async function known(extra: Parameters<typeof roomIn>[3] = {}): Promise<string> {
  const contactId = `con_news_${++number}`;
  await seed(one, { contactId, name: "Rani" });
  const externalId = `vis_${number}`;
  await tell(
    one,
    roomIn(one, `room_news_${number}`, 1, {
      contact: { contactId, externalId, name: "Rani", email: null, phone: null },
      integrationId: one.integrationId,
      ...extra,
    }),
  );
  return contactId;
}

const save = async (contactId: string, change: Partial<ContactDetail>): Promise<ContactDetail> =>
  done(one.admin, "PUT", `/contacts/${contactId}`, { ...formOf(await contact(one.admin, contactId)), ...change });

const told = async (socket: TestSocket): Promise<string> => (await socket.next<Frame<"contact">>("contact")).contactId;

/** A room is told to everybody after what went before: whoever has it and no contact was told of none. */
async function toldNothing(...quiet: TestSocket[]): Promise<void> {
  const roomId = `room_after_${++number}`;
  const participants = [one.agentA.memberId, one.agentB.memberId];
  await tell(one, roomIn(one, roomId, 1, { divisionId: one.salesId, with: participants }));
  for (const socket of quiet) {
    const frame = await socket.next((one) => one.type === "contact" || JSON.stringify(one).includes(roomId));
    expect(frame.type).toBe("rooms");
  }
}

const scoped = (scope: Partial<TokenScope>, member = one.admin): MemberIdentity => ({
  ...member.identity,
  scope: {
    apiTokenId,
    origin: PORTAL,
    components: ["inbox"] as EmbedComponent[],
    integrationIds: null,
    divisionIds: null,
    contactId: null,
    isReadOnly: false,
    ...scope,
  },
});

describe("CONTACT-2 a changed contact is told live", () => {
  it("CONTACT-2 ROLE-3 to those who see a room of it, by its id alone, and to nobody else", async () => {
    const contactId = await known({ with: [one.agentA.memberId] });
    const inRoom = await feedOf(one, one.agentA.identity);
    const admin = await feedOf(one, one.admin.identity);
    const outside = await feedOf(one, one.agentB.identity);
    const restricted = await feedOf(one, one.supervisor.identity);
    const elsewhere = await feedOf(two, two.admin.identity);
    await save(contactId, { company: "Kopi Senja", isOptedOut: true });
    expect(await inRoom.next("contact")).toEqual({ type: "contact", contactId });
    expect(await told(admin)).toBe(contactId);
    await toldNothing(outside, restricted);
    expect(elsewhere.left).toEqual([]);
  });

  it("CONTACT-2 to who works with all contacts also without a room, and after the organization has slept", async () => {
    await seed(one, { contactId: "con_alone", name: "Alone" });
    const contactId = await known({ with: [one.agentA.memberId] });
    const [admin, agent] = [await feedOf(one, one.admin.identity), await feedOf(one, one.agentA.identity)];
    await save("con_alone", { company: "Alone Ltd" });
    expect(await told(admin)).toBe("con_alone");
    await toldNothing(agent);
    await evict(one);
    await save(contactId, { company: "Kopi" });
    expect(await told(agent)).toBe(contactId);
  });

  it("CONTACT-2 not when the same values are saved again, nor when the save is refused", async () => {
    const contactId = await known();
    const admin = await feedOf(one, one.admin.identity);
    const form = formOf(await contact(one.admin, contactId));
    await done(one.admin, "PUT", `/contacts/${contactId}`, form);
    await refused(one.admin, "PUT", `/contacts/${contactId}`, { ...form, name: "" });
    await toldNothing(admin);
  });

  it("CONTACT-5 of a merge both ids, to who sees a room of either", async () => {
    const kept = await known({ with: [one.agentA.memberId] });
    const former = await known({ with: [one.agentB.memberId] });
    const [a, b] = [await feedOf(one, one.agentA.identity), await feedOf(one, one.agentB.identity)];
    const [survivor, other] = [await contact(one.admin, kept), await contact(one.admin, former)];
    await done(one.admin, "POST", `/contacts/${kept}/merge`, {
      otherId: former,
      keep: {},
      versions: { this: survivor.version, other: other.version },
    });
    expect([await told(a), await told(b)]).toEqual([kept, former]);
    expect(a.left.concat(b.left).filter(({ type }) => type === "contact")).toEqual([]);
  });

  it("CONTACT-2 ROLE-16 also of what a room's panel saves", async () => {
    const { roomId, context, stub, visitor } = await openRoomIn(one);
    await stub().command({ caller: visitor, id: "hello", command: text("Halo") });
    await until(
      () =>
        rows(
          "SELECT 1 FROM contacts JOIN rooms USING (organization_id, contact_id) WHERE contact_id = ?",
          context.contactId,
        ),
      (found) => found.length > 0,
    );
    const admin = await feedOf(one, one.admin.identity);
    const path = `/rooms/${roomId}/contact`;
    const { version } = await read<RoomContact>(one.admin, path);
    await done(one.admin, "PUT", path, { company: "Warung", fields: {}, version });
    expect(await told(admin)).toBe(context.contactId);
    expect((await read<RoomContact>(one.admin, path)).company).toBe("Warung");
  });

  it("EMBED-3 a portal's token hears of the contacts that it opens, and of no others", async () => {
    const [mine, other] = [await known({ divisionId: one.salesId }), await known()];
    const feeds = await Promise.all(
      [
        scoped({ divisionIds: [one.salesId] }),
        scoped({ integrationIds: [one.integrationId] }),
        scoped({ integrationIds: ["int_other"] }),
        scoped({ contactId: other }),
        scoped({ components: ["contacts"] }),
        scoped({ components: ["contacts"], divisionIds: [one.salesId] }),
        scoped({ components: ["contacts"], contactId: mine }),
        scoped({ components: ["report"] }),
      ].map((member) => feedOf(one, member)),
    );
    await save(mine, { company: "Mine" });
    await save(other, { company: "Other" });
    // To everybody, after all of that: nobody waits for what does not come.
    await hubOf(one).roomChanged({ summary: roomIn(one, "room_lag", 1), laggingSince: Date.now() - 60_000 });
    const heard = await Promise.all(
      feeds.map(async (socket) => {
        const ids: string[] = [];
        for (;;) {
          const frame = await socket.next<Frame<"contact"> | Frame<"lag">>(
            ({ type }) => type === "contact" || type === "lag",
          );
          if (frame.type === "lag") return ids.toSorted();
          ids.push(frame.contactId);
        }
      }),
    );
    const both = [mine, other].toSorted();
    expect(heard).toEqual([[mine], both, [], [other], both, [mine], [mine], []]);
  });
});

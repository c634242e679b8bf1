import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { type MemberCommand, memberCommandSchema, visitorCommandSchema } from "../../../protocol/commands.schema.ts";
import type { CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { TokenScope } from "../../../protocol/embed.ts";
import { type Action, allows, type MemberIdentity } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { PORTAL, portalOf } from "../embed/support.ts";
import { asMember, asPage, call, newVisitor, ORIGIN, problemOf, say, tokenOf, world } from "../http/support.ts";

type Type = MemberCommand["type"];

/** What each command needs, once more by hand (ROLE-6, 7; ASSIGN-6). A command that does not stand here fails the walk. */
const COMMANDS: Record<Type, { needs: Action; body: (w: World) => object }> = {
  "message.send": { needs: "room.reply", body: () => ({ content: { type: "text", text: "Halo" } }) },
  "message.schedule": {
    needs: "room.reply",
    body: () => ({
      scheduleId: "besok",
      content: { type: "text", text: "Halo" },
      dueAt: Date.now() + 3_600_000,
      cancelOnReply: false,
    }),
  },
  "message.unschedule": { needs: "room.reply", body: () => ({ scheduleId: "besok" }) },
  "note.add": { needs: "room.note", body: () => ({ text: "catatan" }) },
  "note.edit": { needs: "room.note", body: () => ({ noteSeq: 1, text: "catatan" }) },
  "note.delete": { needs: "room.note", body: () => ({ noteSeq: 1 }) },
  "room.take": { needs: "room.take", body: () => ({}) },
  "room.assign": { needs: "room.assign", body: ({ one }) => ({ memberId: one.supervisor.memberId }) },
  "room.hand_over": { needs: "room.assign", body: ({ one }) => ({ memberId: one.supervisor.memberId }) },
  "room.leave": { needs: "room.reply", body: () => ({}) },
  "room.remove_participant": { needs: "room.assign", body: ({ one }) => ({ memberId: one.agentA.memberId }) },
  "room.move": { needs: "room.assign", body: ({ one }) => ({ divisionId: one.salesId }) },
  "room.snooze": { needs: "room.reply", body: () => ({ until: Date.now() + 3_600_000 }) },
  "room.unsnooze": { needs: "room.reply", body: () => ({}) },
  "room.mark_unread": { needs: "room.reply", body: () => ({}) },
  "conversation.set_auto_resolve": { needs: "room.resolve", body: () => ({ isAllowed: false }) },
  "conversation.resolve": { needs: "room.resolve", body: () => ({}) },
  "contact.block": { needs: "room.block", body: () => ({}) },
  "contact.unblock": { needs: "room.block", body: () => ({}) },
  "tag.add": { needs: "room.tag", body: ({ one }) => ({ tagId: one.tagId }) },
  "tag.remove": { needs: "room.tag", body: ({ one }) => ({ tagId: one.tagId }) },
  "contact.update": { needs: "room.reply", body: () => ({ name: "Rina" }) },
};

type Caller = {
  name: string;
  token: string;
  origin: string;
  identity: MemberIdentity;
  sees: boolean;
  takesPart: boolean;
};

let w: World;
let crm: CreatedApiToken;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: false, autoAllocation: false });
  crm = await portalOf(w.one);
});

type Held = { roomId: string; contactId: string; visitor: VisitorSession };

/** A room of its own, held by agentA. */
async function heldRoom(): Promise<Held> {
  const visitor = await newVisitor(w.one);
  await say(w.one, visitor, "Halo");
  const { roomId } = visitor;
  const { contact } = await summaryOf(roomId);
  const taken = await send(await hosted("agentA", w.one.agentA, true, true), roomId, { type: "room.take" });
  expect(taken.status).toBe(200);
  return { roomId, contactId: contact.contactId, visitor };
}

const hosted = async (name: string, member: WorldMember, sees: boolean, takesPart = false): Promise<Caller> => ({
  name,
  token: await tokenOf(member),
  origin: ORIGIN,
  identity: member.identity,
  sees,
  takesPart,
});

type Cut = Partial<TokenScope>;

/** As the company's server gets it; the walk makes more of them than a minute allows. */
async function portal(name: string, member: WorldMember, cut: Cut, sees: boolean, takesPart = false): Promise<Caller> {
  const whole = { components: ["inbox" as const], integrationIds: null, divisionIds: null, contactId: null };
  const scope = { apiTokenId: crm.apiTokenId, origin: PORTAL, isReadOnly: false, ...whole, ...cut };
  const identity = { ...member.identity, scope };
  const { token } = await signMemberToken(env.SAPA_SECRET, { member: identity, origin: PORTAL });
  return { name, token, origin: PORTAL, identity, sees, takesPart };
}

function callersOf(contactId: string): Promise<Caller[]> {
  const { admin, supervisor, agentA, agentB, salesId } = w.one;
  const ofContact = (id: string): Cut => ({ components: ["contact-rooms"], contactId: id });
  return Promise.all([
    hosted("an agent who does not take part", agentB, false),
    hosted("another organization's admin", w.two.admin, false),
    portal("a portal for reports", admin, { components: ["report"] }, false),
    portal("a portal that reads", admin, { isReadOnly: true }, true),
    portal("a portal for another contact", admin, ofContact("con_other"), false),
    portal("a portal for a division", admin, { divisionIds: [salesId] }, false),
    portal("an agent's portal that reads", agentA, { isReadOnly: true }, true, true),
    hosted("the agent who holds it", agentA, true, true),
    portal("that agent's portal", agentA, {}, true, true),
    portal("a portal for the contact", admin, ofContact(contactId), true),
    hosted("supervisor", supervisor, true),
    hosted("admin", admin, true),
  ]);
}

const send = ({ token, origin }: Caller, roomId: string, body: object): Promise<Response> =>
  call(`/api/v1/rooms/${roomId}/commands`, {
    body,
    headers: { origin, authorization: `Bearer ${token}`, "idempotency-key": crypto.randomUUID() },
  });

const summaryOf = async (roomId: string): Promise<RoomSummary> =>
  (await (await asMember(w.one.admin, `/api/v1/rooms/${roomId}`)).json()) as RoomSummary;
const headOf = async (roomId: string): Promise<number> => (await summaryOf(roomId)).version;

/** `yes`: whatever the command's own rules say to it. */
function verdictOn({ identity, sees, takesPart }: Caller, type: Type): "yes" | 403 | 404 {
  // The door of the address comes before the room's own.
  if (identity.scope && (identity.scope.isReadOnly || !allows(identity, "menu.inbox"))) return 403;
  if (!sees) return 404;
  if (!allows(identity, COMMANDS[type].needs)) return 403;
  return identity.role === "agent" && !takesPart && type !== "room.take" ? 403 : "yes";
}

const typesOf = (schema: { options: { shape: { type: { value: string } } }[] }) =>
  schema.options.map(({ shape }) => shape.type.value);

/** In a fresh room, because each command changes what the next one finds. */
async function expectDone(name: string, body: object): Promise<void> {
  const { roomId, contactId } = await heldRoom();
  const caller = (await callersOf(contactId)).find((one) => one.name === name) as Caller;
  const { status } = await send(caller, roomId, body);
  expect([401, 403, 404, 500], `${name}: ${status}`).not.toContain(status);
}

async function expectRefused(caller: Caller, roomId: string, body: { type: Type }, status: 403 | 404): Promise<void> {
  const before = await headOf(roomId);
  const response = await send(caller, roomId, body);
  // ASSIGN-7: who would have seen it while nobody had it learns who was first.
  const isLate = body.type === "room.take" && caller.name === "an agent who does not take part";
  const expected = isLate ? [409, "assign.taken"] : [status, status === 403 ? "forbidden" : "not_found"];
  expect([response.status, (await problemOf(response)).code], caller.name).toEqual(expected);
  expect(await headOf(roomId), caller.name).toBe(before);
}

describe("ROLE-6, 7, 17, EMBED-3 every command by everybody", () => {
  it("ROLE-17 none is missing in the table", () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(typesOf(memberCommandSchema as never).sort());
  });

  it.each(Object.keys(COMMANDS) as Type[])("%s", async (type) => {
    const body = { type, ...COMMANDS[type].body(w) };
    const held = await heldRoom();
    const allowed: string[] = [];
    const verdicts = new Set<string>();
    for (const caller of await callersOf(held.contactId)) {
      const expected = verdictOn(caller, type);
      verdicts.add(String(expected));
      if (expected === "yes") allowed.push(caller.name);
      else await expectRefused(caller, held.roomId, body, expected);
    }
    expect([...verdicts].sort()).toEqual(["403", "404", "yes"]);
    // Two of those who may, in turn, so that each is asked for several commands.
    const turn = Object.keys(COMMANDS).indexOf(type);
    for (const step of [0, 1]) await expectDone(allowed[(2 * turn + step) % allowed.length] ?? "", body);
  });

  it("WIDGET-24 a visitor's token sends no command of the staff, and staff none of a visitor", async () => {
    const { visitor } = await heldRoom();
    const shared = new Set(typesOf(visitorCommandSchema as never));
    for (const type of Object.keys(COMMANDS) as Type[]) {
      if (shared.has(type)) continue;
      const before = await headOf(visitor.roomId);
      const response = await asPage(w.one, "/widget/v1/commands", {
        headers: { authorization: `Bearer ${visitor.accessToken}`, "idempotency-key": crypto.randomUUID() },
        body: { type, ...COMMANDS[type].body(w) },
      });
      expect([type, response.status]).toEqual([type, 400]);
      expect(await headOf(visitor.roomId)).toBe(before);
    }
    const admin = await hosted("admin", w.one.admin, true);
    const pick = await send(admin, visitor.roomId, { type: "choice.pick", messageSeq: 1, choiceId: "x" });
    expect(pick.status).toBe(400);
  });
});

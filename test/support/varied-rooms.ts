import type { TokenScope } from "../../protocol/embed.ts";
import { base32 } from "../../protocol/ids.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { summary } from "./organization-builders.ts";

const HOUR = 3_600_000;

/** Small repeatable chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const AGENT_IDS = ["mem_a", "mem_b", "mem_c"];
export const TAG_IDS = ["tag_a", "tag_b", "tag_c"];
export const INTEGRATION_IDS = ["int_a", "int_b"];
export const DIVISION_IDS = ["div_a", "div_b"];
const CONTACT_IDS = Array.from({ length: 20 }, (_, index) => `con_${index}`);

/** Rooms of every status, kind, channel, division, tag, answer and age there is, as their objects would tell of them at `now`. */
export function variedRooms(organizationId: string, count: number, now: number, seed = 1): RoomSummary[] {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.4);
  const prefix = base32(new TextEncoder().encode(organizationId)).slice(-8);
  return Array.from({ length: count }, (_, index) => {
    const status = pick(["campaign", "unassigned", "assigned", "resolved", "resolved"] as const);
    const isOpen = status === "unassigned" || status === "assigned";
    // Whole half hours, so that times are shared and stand on the very edges of sessions.
    const lastInboundAt = status === "campaign" && random() < 0.5 ? null : now - Math.floor(random() * 80) * (HOUR / 2);
    const isSeen = random() < 0.4;
    const members = status === "assigned" || status === "resolved" ? some(AGENT_IDS) : [];
    const body = index.toString(32).padStart(18, "a").replaceAll("0", "y").replaceAll("1", "z").replaceAll("8", "w");
    const room = summary(`room_${prefix}${body.replaceAll("9", "x")}`, 10, {
      organizationId,
      kind: random() < 0.2 ? "comment" : "message",
      channel: pick(["web_chat", "web_chat", "wa_cloud", "telegram"] as const),
      integrationId: pick(INTEGRATION_IDS),
      status,
      divisionId: pick([null, ...DIVISION_IDS]),
      with: status === "assigned" && members.length === 0 ? [AGENT_IDS[0] ?? ""] : members,
      tags: some(TAG_IDS).map((tagId) => ({ tagId, name: tagId })),
      isUnresponded: isOpen && random() < 0.5,
      snoozedUntil: isOpen && random() < 0.2 ? now + Math.floor(random() * 4 - 1) * HOUR : null,
      lastInboundAt,
      lastSeenAt: isSeen ? now - Math.floor(random() * 60) * (HOUR / 2) : null,
      lastActivityAt: lastInboundAt ?? now,
    });
    const contactId = CONTACT_IDS[index % CONTACT_IDS.length] ?? "";
    return { ...room, contact: { ...room.contact, contactId } };
  });
}

const SETTINGS = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };

/** The same people through tokens of a portal, each cut in another way (EMBED-3). */
export function everyCut(organizationId: string): [string, MemberIdentity][] {
  const whole: TokenScope = {
    apiTokenId: "apt_a",
    origin: "https://portal.example",
    components: ["inbox"],
    integrationIds: null,
    divisionIds: null,
    contactId: null,
    isReadOnly: false,
  };
  const cuts: [string, Partial<TokenScope>][] = [
    ["one integration", { integrationIds: ["int_a"] }],
    ["General and one division", { divisionIds: [null, "div_b"] }],
    ["both", { integrationIds: ["int_b"], divisionIds: ["div_a"] }],
    ["reports only", { components: ["report"] }],
  ];
  return everySight(organizationId).flatMap(([who, member]) =>
    cuts.map(([name, cut]): [string, MemberIdentity] => [
      `${who}, ${name}`,
      { ...member, scope: { ...whole, ...cut } },
    ]),
  );
}

/** One contact's rooms (BEY-22). */
export const everyContactCut = (organizationId: string): [string, MemberIdentity][] =>
  everyCut(organizationId)
    .filter(([, { scope }]) => scope?.components.includes("inbox"))
    .map(([who, member]) => [
      `${who}, one contact`,
      { ...member, scope: { ...(member.scope as TokenScope), components: ["contact-rooms"], contactId: "con_3" } },
    ]);

/** Somebody of every sight that there is (ROLE-3). */
export function everySight(organizationId: string): [string, MemberIdentity][] {
  const member = (extra: Partial<MemberIdentity>): MemberIdentity => ({
    organizationId,
    memberId: AGENT_IDS[0] ?? "",
    name: "Dewi",
    role: "agent",
    divisionIds: [],
    isRestricted: false,
    settings: SETTINGS,
    ...extra,
  });
  return [
    ["admin", member({ role: "admin" })],
    ["supervisor", member({ role: "supervisor", divisionIds: ["div_a"] })],
    ["restricted supervisor", member({ role: "supervisor", isRestricted: true, divisionIds: ["div_a"] })],
    ["restricted supervisor of two", member({ role: "supervisor", isRestricted: true, divisionIds: DIVISION_IDS })],
    ["restricted supervisor of none", member({ role: "supervisor", isRestricted: true })],
    ["agent in a division", member({ divisionIds: ["div_a"] })],
    ["agent in General", member({ memberId: "mem_b" })],
    ["agent without takeover", member({ settings: { ...SETTINGS, agentCanTakeOver: false } })],
  ];
}

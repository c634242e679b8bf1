import { contactIdFor, roomIdFor } from "../../protocol/ids.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import { hashPassword } from "../../worker/accounts/passwords.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import {
  createAccount,
  createDivision,
  createMember,
  createOrganization,
  createQuickReplies,
  createTag,
  createWebchat,
  saveSection,
} from "../../worker/db/seed-rows.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";
import type { DemoWorld, SeedOptions } from "../system/demo.ts";
import { bytesOf, DEMO_FILES, type DemoFileName } from "./files.ts";
import { AUTO_RESPONDER, DIVISIONS, OFFICE_HOURS, QUICK_REPLIES, SURVEYS } from "./house-rules.ts";
import { ORGANIZATION, PASSWORD, STAFF, TAGS } from "./people.ts";
import { callsOf, ratingOf, type Tickets, type World } from "./play.ts";
import { type PlannedRoom, planRooms } from "./schedule.ts";

const SHOP = "Kopi Senja Shop";
const WHOLESALE = "Kopi Senja Grosir";
const WHOLESALE_DOMAIN = "https://grosir.kopisenja.example";
const CALLS_PER_REQUEST = 150;
const ROOMS_AT_ONCE = 6;
const SETTINGS = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };

/** Makes the demo organization, then plays its past into the rooms through the system's own commands. */
export async function seed(options: SeedOptions): Promise<DemoWorld> {
  const world = await createPeople(options);
  await post(options, "/api/dev/config-changed", { organizationId: world.organizationId });
  const rooms = planRooms(world.now).filter((room) => room.conversations.length > 0);
  let done = 0;
  const waiting = rooms.entries();
  const play = async (): Promise<void> => {
    for (const [index, room] of waiting) {
      await playRoom(options, world, room, index);
      done += 1;
      if (done % 20 === 0 || done === rooms.length) options.log(`Demo data: ${done} of ${rooms.length} rooms`);
    }
  };
  await Promise.all(Array.from({ length: ROOMS_AT_ONCE }, play));
  const accounts = STAFF.map(({ role, email }) => ({ role, email, password: PASSWORD }));
  return { organizationId: world.organizationId, widgetId: world.places.shop.integrationId, accounts };
}

async function createPeople({ libsqlUrl, demoPageUrl }: SeedOptions): Promise<World> {
  const db = openDatabase(libsqlUrl);
  const { organizationId } = await createOrganization(db, { ...ORGANIZATION, settings: SETTINGS });
  const handlers: MemberIdentity[] = [];
  const memberIds = new Map<string, string>();
  for (const { role, name, email, language, isOwner } of STAFF) {
    const passwordHash = await hashPassword(PASSWORD);
    const { accountId } = await createAccount(db, { email, passwordHash, name, language });
    const { memberId } = await createMember(db, { organizationId, accountId, name, role, isOwner });
    memberIds.set(email, memberId);
    if (role !== "admin") handlers.push(identity(organizationId, memberId, name, role));
  }
  const tagIds = new Map<string, string>();
  for (const name of TAGS) tagIds.set(name, (await createTag(db, { organizationId, name })).tagId);
  const divisionIds = await createHouseRules(db, organizationId, memberIds);
  for (const handler of handlers) handler.divisionIds = divisionIds.get(handler.memberId) ?? [];
  const shop = await createWebchat(db, {
    organizationId,
    name: SHOP,
    domain: new URL(demoPageUrl).origin,
    greeting: {
      position: "top",
      text: {
        en: "Hi! Questions about beans, brewing or your order? Write to us.",
        id: "Halo! Ada pertanyaan soal biji kopi, seduhan, atau pesanan? Tulis saja.",
      },
    },
  });
  // Citra is in one division, that of the wholesale.
  const [divisionId = null] = divisionIds.get(memberIds.get("citra@kopisenja.example") ?? "") ?? [];
  const wholesale = await createWebchat(db, { organizationId, name: WHOLESALE, domain: WHOLESALE_DOMAIN, divisionId });
  const places: World["places"] = {
    shop: { integrationId: shop.integrationId, name: SHOP, divisionId: null },
    wholesale: { integrationId: wholesale.integrationId, name: WHOLESALE, divisionId },
  };
  return { now: Date.now(), organizationId, places, handlers, tagIds };
}

/** What the settings' pages show, so that no page of the demo is empty. `memberIds` by email; answers who is in which divisions. */
async function createHouseRules(
  db: Database,
  organizationId: string,
  memberIds: Map<string, string>,
): Promise<Map<string, string[]>> {
  await saveSection(db, organizationId, "office-hours", OFFICE_HOURS);
  await saveSection(db, organizationId, "auto-responder", AUTO_RESPONDER);
  await saveSection(db, organizationId, "surveys", SURVEYS);
  await createQuickReplies(
    db,
    QUICK_REPLIES.map((one) => ({ organizationId, ...one })),
  );
  const idOf = (email: string): string => memberIds.get(email) ?? "";
  const divisionIds = new Map<string, string[]>();
  for (const { name, supervisor, agents } of DIVISIONS) {
    const division = { organizationId, name, supervisorId: idOf(supervisor), memberIds: agents.map(idOf) };
    const { divisionId } = await createDivision(db, division);
    for (const memberId of [division.supervisorId, ...division.memberIds])
      divisionIds.set(memberId, [...(divisionIds.get(memberId) ?? []), divisionId]);
  }
  return divisionIds;
}

const identity = (organizationId: string, memberId: string, name: string, role: Role): MemberIdentity => ({
  organizationId,
  memberId,
  name,
  role,
  divisionIds: [],
  isRestricted: false,
  settings: SETTINGS,
});

async function playRoom(options: SeedOptions, world: World, room: PlannedRoom, index: number): Promise<void> {
  const visitorId = `vis_demo${String(index).padStart(4, "0")}`;
  const { integrationId, name: integrationName, divisionId } = world.places[room.place];
  const context: RoomContext = {
    roomId: await roomIdFor(integrationId, visitorId),
    organizationId: world.organizationId,
    integrationId,
    integrationName,
    channel: "web_chat",
    kind: "message",
    contactId: await contactIdFor(world.organizationId, "web_chat", visitorId),
    externalId: visitorId,
    contactName: room.customer,
    divisionId,
  };
  const calls = callsOf(world, room, context, await uploadFiles(options, room, context));
  const rehearse = async (slice: RehearsedCall[], mayFail = false): Promise<number> => {
    const body = { context, calls: slice };
    const { refused, headSeq } = await post<{ refused: unknown[]; headSeq: number }>(
      options,
      "/api/dev/rehearse",
      body,
    );
    if (refused.length > 0 && !mayFail) throw new Error(`The demo data were refused: ${JSON.stringify(refused[0])}`);
    return headSeq;
  };
  let headSeq = 0;
  for (let from = 0; from < calls.length; from += CALLS_PER_REQUEST)
    headSeq = await rehearse(calls.slice(from, from + CALLS_PER_REQUEST));
  // The last thing that was said to whoever has left is the survey, unless the room had not heard of it yet.
  const rating = ratingOf(room, calls, headSeq, index);
  if (rating) await rehearse([rating], true);
}

/** The files that this room's people send, each uploaded once. */
async function uploadFiles(
  options: SeedOptions,
  { conversations }: PlannedRoom,
  { organizationId, roomId }: RoomContext,
): Promise<Tickets> {
  const played = conversations.flatMap(({ story, lines }) => story.lines.slice(0, lines));
  const names = new Set(played.flatMap(({ file }) => (file === undefined ? [] : [file])));
  const tickets = new Map<DemoFileName, string>();
  for (const file of names) {
    const query = new URLSearchParams({ organizationId, roomId, name: DEMO_FILES[file].name });
    const { ticket } = await post<{ ticket: string }>(options, `/api/dev/files?${query}`, await bytesOf(file));
    tickets.set(file, ticket);
  }
  return tickets;
}

/** Bytes go as they are, everything else as JSON. */
async function post<T>({ url, devKey }: SeedOptions, path: string, body: object | Uint8Array<ArrayBuffer>): Promise<T> {
  const isBytes = body instanceof Uint8Array;
  const headers = {
    "content-type": isBytes ? "application/octet-stream" : "application/json",
    "x-sapa-dev-key": devKey,
  };
  const init = { method: "POST", headers, body: isBytes ? body : JSON.stringify(body) };
  const response = await fetch(new URL(path, url), init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

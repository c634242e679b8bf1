import type { Command } from "../../protocol/commands.schema.ts";
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
import type { Caller } from "../../worker/http/identity.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";
import type { DemoWorld, SeedOptions } from "../system/demo.ts";
import type { Line } from "./conversations.ts";
import { bytesOf, DEMO_FILES, type DemoFileName } from "./files.ts";
import { AUTO_RESPONDER, DIVISIONS, OFFICE_HOURS, QUICK_REPLIES } from "./house-rules.ts";
import { ORGANIZATION, PASSWORD, STAFF, TAGS } from "./people.ts";
import { type PlannedConversation, type PlannedRoom, planRooms } from "./schedule.ts";

const MINUTE_MS = 60_000;
const CALLS_PER_REQUEST = 150;
const SETTINGS = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };

type World = {
  organizationId: string;
  widgetId: string;
  /** Supervisor first, then the agents. */
  handlers: MemberIdentity[];
  tagIds: Map<string, string>;
};

/** Makes the demo organization, then plays its past into the rooms through the system's own commands. */
export async function seed(options: SeedOptions): Promise<DemoWorld> {
  const world = await createPeople(options);
  await post(options, "/api/dev/config-changed", { organizationId: world.organizationId });
  const rooms = planRooms(Date.now()).filter((room) => room.conversations.length > 0);
  let done = 0;
  for (const room of rooms) {
    await playRoom(options, world, room, done);
    done += 1;
    if (done % 10 === 0 || done === rooms.length) options.log(`Demo data: ${done} of ${rooms.length} rooms`);
  }
  const accounts = STAFF.map(({ role, email }) => ({ role, email, password: PASSWORD }));
  return { organizationId: world.organizationId, widgetId: world.widgetId, accounts };
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
  await createHouseRules(db, organizationId, memberIds);
  const { integrationId: widgetId } = await createWebchat(db, {
    organizationId,
    name: "Kopi Senja Shop",
    domain: new URL(demoPageUrl).origin,
    greeting: {
      en: "Hi! Questions about beans, brewing or your order? Write to us.",
      id: "Halo! Ada pertanyaan soal biji kopi, seduhan, atau pesanan? Tulis saja.",
    },
  });
  return { organizationId, widgetId, handlers, tagIds };
}

/** What the settings' pages show, so that no page of the demo is empty. `memberIds` by email. */
async function createHouseRules(db: Database, organizationId: string, memberIds: Map<string, string>): Promise<void> {
  await saveSection(db, organizationId, "office-hours", OFFICE_HOURS);
  await saveSection(db, organizationId, "auto-responder", AUTO_RESPONDER);
  await createQuickReplies(
    db,
    QUICK_REPLIES.map((one) => ({ organizationId, ...one })),
  );
  const idOf = (email: string): string => memberIds.get(email) ?? "";
  for (const { name, supervisor, agents } of DIVISIONS)
    await createDivision(db, { organizationId, name, supervisorId: idOf(supervisor), memberIds: agents.map(idOf) });
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
  const context: RoomContext = {
    roomId: await roomIdFor(world.widgetId, visitorId),
    organizationId: world.organizationId,
    integrationId: world.widgetId,
    integrationName: "Kopi Senja Shop",
    channel: "web_chat",
    kind: "message",
    contactId: await contactIdFor(world.organizationId, "web_chat", visitorId),
    externalId: visitorId,
    contactName: room.customer,
    divisionId: null,
  };
  const calls = callsOf(world, room, visitorId, context, await uploadFiles(options, room, context));
  for (let from = 0; from < calls.length; from += CALLS_PER_REQUEST) {
    const slice = calls.slice(from, from + CALLS_PER_REQUEST);
    const { refused } = await post<{ refused: unknown[] }>(options, "/api/dev/rehearse", { context, calls: slice });
    if (refused.length > 0) throw new Error(`The demo data were refused: ${JSON.stringify(refused[0])}`);
  }
}

type Tickets = ReadonlyMap<DemoFileName, string>;

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

function callsOf(
  world: World,
  room: PlannedRoom,
  visitorId: string,
  context: RoomContext,
  tickets: Tickets,
): RehearsedCall[] {
  const calls: RehearsedCall[] = [];
  const visitor: Caller = {
    kind: "visitor",
    organizationId: world.organizationId,
    integrationId: world.widgetId,
    visitorId,
    roomId: context.roomId,
    origin: "",
    expiresAt: 0,
  };
  const add = (caller: Caller, command: Command, at: number) =>
    calls.push({ caller, id: `demo-${calls.length}`, command, at: Math.round(at) });
  for (const conversation of room.conversations) addConversation(world, conversation, visitor, tickets, add);
  return calls;
}

function addConversation(
  world: World,
  { story, startAt, lines, handler, isResolved }: PlannedConversation,
  visitor: Caller,
  tickets: Tickets,
  add: (caller: Caller, command: Command, at: number) => void,
): void {
  const member = handler === null ? undefined : world.handlers[handler];
  const staff: Caller | undefined = member && { kind: "member", member, origin: "", expiresAt: 0 };
  let at = startAt;
  let isTaken = false;
  for (const line of story.lines.slice(0, lines)) {
    at += line.afterMinutes * MINUTE_MS;
    const send = sendOf(line, tickets);
    if (line.by === "customer") add(visitor, send, at);
    if (line.by === "customer" || staff === undefined) continue;
    if (!isTaken) {
      isTaken = true;
      add(staff, { type: "room.take" }, at - MINUTE_MS / 2);
      for (const tag of story.tags)
        add(staff, { type: "tag.add", tagId: world.tagIds.get(tag) ?? "" }, at - MINUTE_MS / 3);
    }
    if (line.by === "note") add(staff, { type: "note.add", text: line.text }, at);
    else add(staff, send, at);
  }
  if (isResolved && staff) add(staff, { type: "conversation.resolve" }, at + 4 * MINUTE_MS);
}

function sendOf({ text, file }: Line, tickets: Tickets): Extract<Command, { type: "message.send" }> {
  const ticket = file && tickets.get(file);
  const caption = text === "" ? {} : { caption: text };
  return { type: "message.send", content: ticket ? { type: "file", ticket, ...caption } : { type: "text", text } };
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

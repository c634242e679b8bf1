import { memoryOutbox } from "../../client/outbox-storage.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import { createTokenSource } from "../../client/token-source.ts";
import type { RoomConnection } from "../../client/types.ts";
import type { MemberCommand, VisitorCommand } from "../../protocol/commands.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomEvent, VisitorEvent } from "../../protocol/room-events.schema.ts";
import type { VisitorSession } from "../../protocol/webchat.schema.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { nodePlatform } from "../support/node-platform.ts";

type AnyConnection = RoomConnection<RoomEvent | VisitorEvent, MemberCommand | VisitorCommand>;
type Seen = { seq: number; type: string; commandId?: string };

/** One end of a room, with the real client, that writes, and checks whatever it is shown as it comes. */
export class Person {
  readonly name: string;
  readonly roomId: string;
  readonly connection: AnyConnection;
  /** Command ids given, with the text. */
  readonly sent = new Map<string, string>();
  shownTwice = 0;
  holes = 0;
  #count = 0;

  constructor(name: string, roomId: string, connection: AnyConnection) {
    this.name = name;
    this.roomId = roomId;
    this.connection = connection;
    connection.subscribe(() => this.#check());
  }

  write(): void {
    const text = `${this.name} ${++this.#count}`;
    this.sent.set(this.connection.send({ type: "message.send", content: { type: "text", text } }), text);
  }

  /** Commands whose event has come back: what the room has told this person is done. */
  get acknowledged(): string[] {
    const seen = new Set((this.connection.view.events as readonly Seen[]).map((event) => event.commandId));
    const acked = this.connection.view.outgoing.filter((item) => item.ackedSeq !== undefined).map((item) => item.id);
    return [...this.sent.keys()].filter((id) => seen.has(id) || acked.includes(id));
  }

  get unsettled(): number {
    return this.connection.view.outgoing.length;
  }

  #check(): void {
    const events = this.connection.view.events as readonly Seen[];
    const ids = new Set<string>();
    events.forEach((event, index) => {
      const before = events[index - 1];
      if (before && event.seq !== before.seq + 1) this.holes += 1;
      if (event.type === "message.created" && event.commandId && this.sent.has(event.commandId)) {
        if (ids.has(event.commandId)) this.shownTwice += 1;
        ids.add(event.commandId);
      }
    });
    // A message that stands in the timeline and among the unsent is shown twice as well.
    for (const item of this.connection.view.outgoing) if (ids.has(item.id)) this.shownTwice += 1;
  }
}

type Place = { url: string; origin: string; secret: string };

/** A visitor as the widget makes one: with the first message there is a session, a token and a room. */
export async function newVisitor({ url, origin }: Place, widgetId: string, name: string): Promise<Person> {
  const platform = nodePlatform(origin);
  const post = async (path: string, body: object): Promise<VisitorSession> => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await platform.fetch(`${url}/widget/v1/${path}?widget=${widgetId}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as VisitorSession;
  };
  let session = await post("visitors", { widgetId });
  let isFresh = true;
  const tokens = createTokenSource(async () => {
    if (!isFresh) session = await post("visitors/renew", { widgetId, refreshToken: session.refreshToken });
    isFresh = false;
    return { token: session.accessToken, expiresAt: session.expiresAt };
  }, platform);
  const connection = createRoomConnection({
    socketUrl: `${url.replace("http", "ws")}/widget/v1/socket?widget=${widgetId}`,
    commandUrl: `${url}/widget/v1/commands?widget=${widgetId}`,
    historyUrl: `${url}/widget/v1/events?widget=${widgetId}`,
    roomKey: `${session.roomId}:${name}`,
    tokens,
    outbox: memoryOutbox(),
    platform,
  });
  return new Person(name, session.roomId, connection as AnyConnection);
}

/** A member who has the room open. */
export function newMember({ url, secret }: Place, roomId: string, member: MemberIdentity): Person {
  const origin = new URL(url).origin;
  const connection = createRoomConnection({
    socketUrl: `${url.replace("http", "ws")}/api/v1/rooms/${roomId}/socket`,
    commandUrl: `${url}/api/v1/rooms/${roomId}/commands`,
    historyUrl: `${url}/api/v1/rooms/${roomId}/events`,
    roomKey: `${roomId}:${member.memberId}`,
    tokens: createTokenSource(() => signMemberToken(secret, { member, origin }), nodePlatform(origin)),
    outbox: memoryOutbox(),
    platform: nodePlatform(origin),
  });
  return new Person(`${member.name}-${roomId.slice(-4)}`, roomId, connection as AnyConnection);
}

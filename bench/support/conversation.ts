import { memoryOutbox } from "../../client/outbox-storage.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import type { RoomConnection } from "../../client/types.ts";
import type { MemberCommand, VisitorCommand } from "../../protocol/commands.schema.ts";
import type { RoomEvent, VisitorEvent } from "../../protocol/room-events.schema.ts";
import { TOKEN_SUBPROTOCOL_PREFIX } from "../../protocol/version.ts";
import { nodePlatform } from "../../test/support/node-platform.ts";
import type { Connection } from "../load/job.ts";
import type { BenchRoom } from "../servers/sapa.ts";

type Person = RoomConnection<RoomEvent | VisitorEvent, MemberCommand | VisitorCommand>;

const PATIENCE_MS = 20_000;
const LINES = [
  "Hello, my order has not arrived yet. Could you look where it is?",
  "Of course. What is the number of your order?",
  "It is 48213, from last Monday.",
  "Thank you. It left our warehouse yesterday and should be with you tomorrow.",
];

/** A visitor and an agent who have the room open, through the client that widget and inbox use. */
export class Conversation {
  readonly #people: Person[];
  #line = 0;

  private constructor(people: Person[]) {
    this.#people = people;
  }

  /** Begins as conversations do: the visitor writes into a room that has nothing yet, the agent comes and takes it. */
  static async open(room: BenchRoom): Promise<Conversation> {
    const visitor = await joined(room, "visitor", await room.visitor());
    visitor.send({ type: "message.send", content: { type: "text", text: "Hello?" } });
    await until(() => visitor.view.events.length > 0);
    const agent = await joined(room, "agent", await room.agent());
    agent.send({ type: "room.take" });
    const conversation = new Conversation([visitor, agent]);
    await until(() => conversation.isSettled);
    return conversation;
  }

  /** The next line, by whoever has not spoken last; the other one sees them type and reads it at once. */
  say(): void {
    const speaker = this.#people[this.#line % this.#people.length];
    const text = LINES[this.#line % LINES.length] ?? "";
    speaker?.setTyping(true);
    speaker?.send({ type: "message.send", content: { type: "text", text } });
    speaker?.setTyping(false);
    this.#line += 1;
  }

  /** Whether everything said has been acknowledged. */
  get isSettled(): boolean {
    return this.#people.every((person) => person.view.outgoing.length === 0);
  }

  close(): void {
    for (const person of this.#people) person.close();
  }
}

async function joined(room: BenchRoom, who: string, connection: Connection): Promise<Person> {
  const person = connect(room, who, connection);
  person.subscribe(() => person.markRead(person.view.events.at(-1)?.seq ?? 0));
  await until(() => person.view.state === "live");
  return person;
}

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new Error("A conversation did not come about");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function connect(room: BenchRoom, who: string, { url, protocols = [], origin = "" }: Connection): Person {
  const token = (protocols[1] ?? "").slice(TOKEN_SUBPROTOCOL_PREFIX.length);
  return createRoomConnection({
    socketUrl: url,
    commandUrl: `${url.replace("ws", "http").replace(/\/socket$/, "/commands")}`,
    historyUrl: `${url.replace("ws", "http").replace(/\/socket$/, "/events")}`,
    roomKey: `${room.roomId} ${who}`,
    tokens: { get: async () => token, renew: async () => token },
    outbox: memoryOutbox(),
    platform: nodePlatform(origin),
  });
}

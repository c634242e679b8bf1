import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { Room } from "./browser.ts";

export type Violation = { kind: "lost" | "twice" | "gap" | "phantom" | "order" | "stuck"; what: string };

type Shown = { seq: number; type: string; content?: { text: string }; text?: string; scheduleId?: string };
type Given = {
  id: string;
  text: string;
  session: string;
  isKept: boolean;
  isAcked: boolean;
  isRefused: boolean;
  isMovedBack: boolean;
};

/** A plan is not yet what it will say. */
const textOf = (event: Shown): string | undefined =>
  event.type === "message.scheduled" ? planOf(event.scheduleId ?? "") : (event.content?.text ?? event.text);
/** What stands for a scheduled send among what was given, and what it says when it goes. */
export const planOf = (scheduleId: string): string => `plan ${scheduleId}`;
export const saidBy = (scheduleId: string): string => `planned ${scheduleId}`;

/** Watches what people see and what the server promised, and compares both with what is really stored. */
export class Checker {
  readonly violations: Violation[] = [];
  readonly #given = new Map<string, Given>();
  /** Stored events, by seq. Grows only with what is on the disk. */
  readonly #log: readonly RoomEvent[];
  #looks = 0;

  constructor(log: readonly RoomEvent[]) {
    this.#log = log;
  }

  get counts() {
    const given = [...this.#given.values()];
    return {
      given: given.length,
      stored: this.#log.filter((event) => this.#given.has(event.commandId ?? "") && textOf(event as Shown)).length,
      acknowledged: given.filter(({ isAcked }) => isAcked).length,
      refused: given.filter(({ isRefused }) => isRefused).length,
      planned: this.#log.filter((event) => event.type === "message.unscheduled" && event.reason === "sent").length,
      greeted: this.#log.filter(({ actor }) => actor.type === "bot").length,
      looks: this.#looks,
    };
  }

  gave(id: string, text: string, session: string): void {
    this.#given.set(id, { id, text, session, isKept: false, isAcked: false, isRefused: false, isMovedBack: false });
  }
  kept(id: string): void {
    const given = this.#given.get(id);
    if (given) given.isKept = true;
  }
  acknowledged(id: string): void {
    const given = this.#given.get(id);
    if (given) given.isAcked = true;
  }
  /** The person saw it fail and let it be. */
  gaveUp(id: string): void {
    const given = this.#given.get(id);
    if (given) given.isRefused = true;
  }

  /** The person tried a failed one again: it comes behind what was said since. */
  movedBack(id: string): void {
    const given = this.#given.get(id);
    if (given) given.isMovedBack = true;
  }

  /** Called whenever a page has something new to show. */
  look(who: string, room: Room): void {
    this.#looks++;
    const events = room.view.events as readonly Shown[];
    const texts = new Set<string>();
    const ids = new Set<string>();
    events.forEach((event, index) => {
      const before = events[index - 1];
      if (before && event.seq !== before.seq + 1) this.#report("gap", `${who} sees ${event.seq} after ${before.seq}`);
      const text = textOf(event);
      if (text !== undefined) {
        if (texts.has(text)) this.#report("twice", `${who} sees "${text}" twice`);
        texts.add(text);
      }
      const id = (event as { commandId?: string }).commandId;
      if (id) ids.add(id);
      const stored = this.#log[event.seq - 1] as Shown | undefined;
      // A page may be told of a commit in the same instant; what the log never gets is found at the end.
      if (stored && text !== undefined && textOf(stored) !== text)
        this.#report("phantom", `${who} sees "${text}" as ${event.seq}, stored is "${textOf(stored)}"`);
    });
    for (const item of room.view.outgoing)
      if (ids.has(item.id)) this.#report("twice", `${who} sees ${item.id} as event and as waiting`);
  }

  /** At the end, after everybody had the time to come to rest. */
  finish(pages: { who: string; room: Room }[]): void {
    const places = new Map<string, number[]>();
    this.#log.forEach((event, index) => {
      if (event.seq !== index + 1) this.#report("gap", `the log has ${event.seq} in place ${index + 1}`);
      const text = textOf(event as Shown);
      if (text !== undefined) places.set(text, [...(places.get(text) ?? []), event.seq]);
    });
    const lastOf = new Map<string, number>();
    for (const { id, text, session, isKept, isAcked, isRefused, isMovedBack } of this.#given.values()) {
      const seqs = places.get(text) ?? [];
      if (isAcked && seqs.length === 0) this.#report("lost", `"${text}" was acknowledged (${id})`);
      else if (isKept && !isRefused && seqs.length === 0)
        this.#report("lost", `"${text}" was stored for sending (${id})`);
      if (seqs.length > 1) this.#report("twice", `"${text}" is in the log as ${seqs.join(" and ")}`);
      const seq = seqs[0];
      if (seq === undefined || isRefused || isMovedBack) continue;
      if (seq < (lastOf.get(session) ?? 0)) this.#report("order", `"${text}" is before what ${session} said earlier`);
      lastOf.set(session, seq);
    }
    for (const { who, room } of pages) this.#atRest(who, room);
    this.#plans(places);
    this.#greetings();
  }

  /** BEY-5: whatever was planned has come to one end by now; what was sent was said once, and not before its time. */
  #plans(places: Map<string, number[]>): void {
    for (const event of this.#log) {
      if (event.type !== "message.scheduled") continue;
      const { scheduleId, dueAt } = event;
      const ends = this.#log.filter((other) => other.type === "message.unscheduled" && other.scheduleId === scheduleId);
      const said = places.get(saidBy(scheduleId)) ?? [];
      if (ends.length === 0) this.#report("stuck", `${planOf(scheduleId)} was never sent nor ended`);
      const isSent = ends.some((end) => end.type === "message.unscheduled" && end.reason === "sent");
      if (ends.length > 1 || said.length > 1) this.#report("twice", `${planOf(scheduleId)} ended or went twice`);
      if (isSent !== said.length > 0) this.#report("lost", `${planOf(scheduleId)} says it went, or not, and lies`);
      const at = this.#log[(said[0] ?? 0) - 1]?.at ?? Number.POSITIVE_INFINITY;
      if (at < dueAt) this.#report("order", `${planOf(scheduleId)} went ${dueAt - at} ms early`);
    }
  }

  /** SET-6: the auto responder spoke once in each conversation that nobody had answered or closed before it could. */
  #greetings(): void {
    const greeted = new Map<number, number>();
    for (const event of this.#log)
      if (event.type === "message.created" && event.actor.type === "bot")
        greeted.set(event.conversationNumber, (greeted.get(event.conversationNumber) ?? 0) + 1);
    for (const [number, count] of greeted)
      if (count > 1) this.#report("twice", `conversation ${number} was greeted ${count} times`);
    let number = 0;
    let isAnswered = true;
    for (const event of this.#log) {
      if (event.type === "conversation.opened") {
        number = event.number;
        isAnswered = false;
      }
      if (event.type === "message.created" && event.actor.type !== "contact") isAnswered = true;
      if (event.type === "conversation.resolved") isAnswered = true;
    }
    if (!isAnswered) this.#report("stuck", `conversation ${number} waits for the auto responder`);
  }

  #atRest(who: string, room: Room): void {
    const { view } = room;
    const head = this.#log.length;
    const last = (view.events.at(-1) as Shown | undefined)?.seq ?? 0;
    if (view.state !== "live") this.#report("stuck", `${who} is ${view.state}`);
    if (last !== head) this.#report(last > head ? "phantom" : "gap", `${who} sees up to ${last} of ${head}`);
    for (const item of view.outgoing)
      if (item.state !== "failed") this.#report("stuck", `${who} still has ${item.id} ${item.state}`);
  }

  #report(kind: Violation["kind"], what: string): void {
    if (this.violations.length < 50) this.violations.push({ kind, what });
  }
}

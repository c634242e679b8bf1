import type { Draft } from "../../protocol/inbox.schema.ts";
import { onRemembered, recall, recallKeys, remember } from "./browser-storage.ts";
import {
  type DraftMode,
  type DraftRecord,
  fromServer,
  goneFromServer,
  isEmpty,
  isUnstored,
  NO_DRAFT,
  quoted,
  readRecord,
  toServer,
  typed,
} from "./draft-record.ts";
import { Observable } from "./observable.ts";

export type { DraftMode } from "./draft-record.ts";

/** Where drafts live besides this browser. */
export type DraftServer = {
  drafts(): Promise<Draft[]>;
  saveDraft(draft: Draft): Promise<unknown>;
};

const SAVE_AFTER_MS = 800;
/** Somebody who never pauses is saved all the same. */
const SAVE_AT_LEAST_MS = 5_000;
const ASK_EVERY_MS = 3_000;

/**
 * MSG-2, BEY-8: unsent text per room, kept over reloads in this browser and, a moment later, on the server, so that it
 * waits on every device. Replies and notes have a text each, and the key names the member, so that two people at one
 * computer never find each other's words.
 */
export class Drafts extends Observable {
  readonly #prefix: string;
  readonly #server: DraftServer | null;
  readonly #now: () => number;
  readonly #known = new Map<string, DraftRecord>();
  readonly #waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; since: number }>();
  readonly #saving = new Set<string>();
  readonly #stops: (() => void)[] = [];
  #askedAt = 0;
  #isAsking = false;
  #isClosed = false;

  constructor(memberId: string, server: DraftServer | null = null, now: () => number = Date.now) {
    super();
    this.#prefix = `draft.${memberId}.`;
    this.#server = server;
    this.#now = now;
    if (!server) return;
    const handleWake = (): void => {
      if (document.visibilityState === "visible") void this.refresh();
      else this.#saveAll();
    };
    document.addEventListener("visibilitychange", handleWake);
    addEventListener("focus", handleWake);
    addEventListener("online", handleWake);
    this.#stops.push(
      () => document.removeEventListener("visibilitychange", handleWake),
      () => removeEventListener("focus", handleWake),
      () => removeEventListener("online", handleWake),
      onRemembered(this.#prefix, (roomId) => {
        this.#known.delete(roomId);
        this.changed();
      }),
    );
    void this.refresh();
  }

  get(roomId: string, mode: DraftMode): string {
    return this.#record(roomId)[mode];
  }

  set(roomId: string, mode: DraftMode, text: string): void {
    const record = this.#record(roomId);
    if (record[mode] === text) return;
    this.#change(roomId, typed(record, mode, text, this.#now()));
  }

  /** Where the person wrote last. */
  tab(roomId: string): DraftMode {
    return this.#record(roomId).tab;
  }

  /** `seq` of the message that the waiting answer quotes. */
  replyTo(roomId: string): number | null {
    return this.#record(roomId).replyToSeq;
  }

  setReplyTo(roomId: string, seq: number | null): void {
    const record = this.#record(roomId);
    if (record.replyToSeq !== seq) this.#change(roomId, quoted(record, seq, this.#now()));
  }

  /** Reads what other devices have written; at most every few seconds, however often it is called. */
  async refresh(): Promise<void> {
    if (!this.#server || this.#isAsking || Date.now() - this.#askedAt < ASK_EVERY_MS) return;
    this.#askedAt = Date.now();
    this.#isAsking = true;
    try {
      this.#take(await this.#server.drafts());
    } catch {
      // What is here stays; it is asked again when the page is looked at next.
    } finally {
      this.#isAsking = false;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#saveAll();
    for (const stop of this.#stops) stop();
  }

  #take(drafts: readonly Draft[]): void {
    const there = new Map(drafts.map((draft) => [draft.roomId, draft]));
    for (const roomId of new Set([...recallKeys(this.#prefix), ...this.#known.keys(), ...there.keys()])) {
      const before = this.#record(roomId);
      const draft = there.get(roomId);
      const after = draft ? fromServer(before, draft) : goneFromServer(before);
      if (after !== before) this.#keep(roomId, after);
      if (isUnstored(after)) this.#saveSoon(roomId);
    }
    this.changed();
  }

  #record(roomId: string): DraftRecord {
    let record = this.#known.get(roomId);
    if (!record) {
      record = readRecord(recall(this.#prefix + roomId));
      this.#known.set(roomId, record);
    }
    return record;
  }

  #keep(roomId: string, record: DraftRecord): void {
    this.#known.set(roomId, record);
    const isDone = isEmpty(record) && record.replyToSeq === null && !isUnstored(record);
    remember(this.#prefix + roomId, isDone ? null : JSON.stringify(record));
  }

  #change(roomId: string, record: DraftRecord): void {
    this.#keep(roomId, record);
    this.changed();
    // A text that is emptied was sent or thrown away: it must not come back on another device.
    if (isEmpty(record)) void this.#save(roomId);
    else this.#saveSoon(roomId);
  }

  #saveSoon(roomId: string): void {
    if (!this.#server) return;
    const waiting = this.#waiting.get(roomId);
    const since = waiting?.since ?? Date.now();
    clearTimeout(waiting?.timer);
    const waitMs = Math.max(0, Math.min(SAVE_AFTER_MS, since + SAVE_AT_LEAST_MS - Date.now()));
    this.#waiting.set(roomId, { since, timer: setTimeout(() => void this.#save(roomId), waitMs) });
  }

  #saveAll(): void {
    for (const roomId of [...this.#waiting.keys()]) void this.#save(roomId);
  }

  async #save(roomId: string): Promise<void> {
    clearTimeout(this.#waiting.get(roomId)?.timer);
    this.#waiting.delete(roomId);
    const record = this.#record(roomId);
    // One at a time: two on their way could arrive in the other order.
    if (!this.#server || !isUnstored(record) || this.#saving.has(roomId)) return;
    if (isEmpty(record) && record.storedAt === 0) {
      // What never reached the server needs no word when it is gone. A quote alone waits here for its words.
      if (record.replyToSeq === null) this.#keep(roomId, NO_DRAFT);
      return;
    }
    this.#saving.add(roomId);
    try {
      await this.#server.saveDraft(toServer(roomId, record));
      // Whoever took over from here may know more by now.
      if (this.#isClosed) return;
      this.#keep(roomId, { ...this.#record(roomId), storedAt: record.editedAt });
      if (isUnstored(this.#record(roomId))) this.#saveSoon(roomId);
    } catch {
      // Kept here and sent again at the next change or look.
    } finally {
      this.#saving.delete(roomId);
    }
  }
}

import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import { projectorFor } from "../db/projector/shard.ts";
import type { Env } from "../env.ts";
import { logFault } from "../fault-log.ts";
import { noticesOf } from "../notices/rules.ts";
import type { NoticeCall, OrganizationApi } from "../organization/contract.ts";
import type { Alarm } from "./alarm.ts";
import type { RoomCore } from "./core.ts";
import { DueWork } from "./due.ts";
import { Greeter } from "./greeter.ts";
import { HubLink } from "./hub-link.ts";
import { Outbox } from "./outbox.ts";
import type { PolicyCopy } from "./policy.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { SurveyLinks } from "./survey-links.ts";

/** How soon the alarm looks after work that memory alone knows of, should this process die. */
const SAFETY_MS = 20_000;
/** No longer than the batcher's window, which keeps the object awake in any case. */
const TELL_AFTER_MS = 5;
/** More of them in one moment is a rush that nobody reads live. */
const NOTICES_MAX = 50;

type Deps = {
  env: Env;
  alarm: Alarm;
  core: () => RoomCore | null;
  policy: PolicyCopy;
  organization: (organizationId: string) => Pick<OrganizationApi, "autoResponse" | "config" | "lookup" | "roomChanged">;
  run: (command: RoomCommand) => Promise<CommandAnswer>;
  now: () => number;
};

/**
 * What follows a change, once the answer has left: libSQL and the organization learn of it, a first message is answered,
 * and the alarm stands guard over all that and over what the clock will do.
 */
export class FollowUp {
  readonly #deps: Deps;
  readonly #outbox: Outbox;
  readonly #hub: HubLink;
  readonly #due: DueWork;
  readonly #greeter: Greeter;
  readonly #links: SurveyLinks;
  #notices: NoticeCall[] = [];
  #telling: ReturnType<typeof setTimeout> | null = null;

  constructor(deps: Deps) {
    const { env, core, policy, organization, run, now } = deps;
    this.#deps = deps;
    const own = () => organization(core()?.context?.organizationId ?? "");
    this.#due = new DueWork({ policy, organization: own, run, now });
    this.#greeter = new Greeter({ core, policy, organization, run, onFailed: (waitMs) => this.#lookIn(waitMs) });
    this.#links = new SurveyLinks({
      core,
      policy,
      organization,
      secret: env.SAPA_SECRET,
      baseUrl: env.SAPA_ORIGIN?.replace(/\/$/, ""),
      run,
      now,
      onFailed: (waitMs) => this.#lookIn(waitMs),
    });
    this.#outbox = new Outbox({
      core,
      submit: (slice) => projectorFor(env, slice.organizationId).submit(slice),
      now,
      random: Math.random,
      onSettled: () => this.#noteSettled(),
      onFailed: (retryAfterMs) => this.#noteFailed(retryAfterMs),
    });
    const loaded = this.#outbox.isPending ? 0 : (core()?.summary()?.version ?? 0);
    this.#hub = new HubLink(
      {
        summary: () => core()?.summary() ?? null,
        laggingSince: () => this.#outbox.laggingSince,
        takeNotices: () => this.#notices.splice(0),
        report: (call) => organization(call.summary.organizationId).roomChanged(call),
        onPolicy: (learnt) => policy.learn(learnt),
        now,
        onSettled: () => this.#noteSettled(),
        onFailed: () => this.#lookIn(SAFETY_MS),
      },
      loaded,
    );
  }

  /** After every change of the log or the positions. */
  changed(): void {
    this.#lookIn(SAFETY_MS);
    this.#armDue();
    // The frames of this turn leave first; telling at once would hold them up by about a millisecond.
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      void this.#outbox.kick();
      void this.#hub.kick();
      void this.#greeter.kick();
      void this.#links.kick();
    }, TELL_AFTER_MS);
  }

  /** Who is to be told live of these events. */
  note(core: RoomCore, events: RoomEvent[]): void {
    // A message is nobody's notice, so nearly every batch is done here.
    const others = events.filter(({ type }) => type !== "message.created");
    const summary = others.length === 0 ? null : core.summary();
    if (summary === null || this.#notices.length >= NOTICES_MAX) return;
    this.#notices.push(...others.flatMap((event) => noticesOf(event, summary)));
  }

  /** What was to be told of somebody who was erased. */
  forget(): void {
    this.#notices = [];
  }

  /** What an earlier life of this object left undone. Call at the first event after waking. */
  catchUp(): void {
    if (this.#isPending) this.changed();
    else this.#armDue();
  }

  /** Fires what is due and arms the next; never throws (INV-8). */
  async onAlarm(): Promise<void> {
    const core = this.#deps.core();
    this.#deps.alarm.fired();
    if (core === null) return;
    try {
      await Promise.all([
        this.#due.fire(core),
        this.#outbox.kick(),
        this.#hub.kick(),
        this.#greeter.kick(),
        this.#links.kick(),
      ]);
      core.trim(this.#deps.now());
      core.persistSettled();
    } catch (error) {
      logFault({ place: "room.alarm", roomId: core.roomId }, error);
    } finally {
      this.#armDue();
      if (this.#isPending) this.#lookIn(SAFETY_MS);
    }
  }

  get #isPending(): boolean {
    return this.#outbox.isPending || this.#hub.isPending || this.#greeter.isPending || this.#links.isPending;
  }

  #lookIn(waitMs: number): void {
    this.#deps.alarm.arm(this.#deps.now() + waitMs);
  }

  #armDue(): void {
    const core = this.#deps.core();
    const dueAt = core && this.#due.nextAt(core);
    if (dueAt !== null) this.#deps.alarm.arm(Math.max(dueAt, this.#deps.now() + 1));
  }

  #noteSettled(): void {
    if (!this.#outbox.isPending && !this.#hub.isPending) this.#deps.core()?.markSettled();
    else if (!this.#outbox.isPending) void this.#hub.kick();
  }

  #noteFailed(retryAfterMs: number): void {
    this.#lookIn(retryAfterMs);
    void this.#hub.kick();
  }
}

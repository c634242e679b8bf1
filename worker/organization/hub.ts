import { newId } from "../../protocol/ids.ts";
import type { Job } from "../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Env } from "../env.ts";
import { verifyAccessToken } from "../http/tokens.ts";
import { Assignment } from "./assignment.ts";
import { ConfigCopy } from "./config-copy.ts";
import type { NoticeCall } from "./contract.ts";
import { Feed } from "./feed.ts";
import { FeedDoor } from "./feed-door.ts";
import { FeedInbound } from "./feed-inbound.ts";
import { FeedSockets } from "./feed-sockets.ts";
import { GraspStore } from "./grasp-store.ts";
import { HubStorage } from "./hub-storage.ts";
import { Intake } from "./intake.ts";
import { JobStore } from "./jobs/job-store.ts";
import { ResolveJob } from "./jobs/resolve-job.ts";
import { Lag } from "./lag.ts";
import { findMember, hasSwitch, standingOf } from "./members.ts";
import { NoticeOutbox } from "./notice-outbox.ts";
import { Outside } from "./outside.ts";
import { leaseEnd } from "./presence.ts";
import { PresenceDesk } from "./presence-desk.ts";
import { flushPresenceLog } from "./presence-log.ts";
import { PresenceStore } from "./presence-store.ts";
import { Pulse } from "./pulse.ts";
import { Rebuild } from "./rebuild.ts";
import { ReplyTimes } from "./reply-times.ts";
import { RoomStore } from "./room-store.ts";
import { Rooms } from "./rooms.ts";
import { Timers } from "./timers.ts";
import { Watchers } from "./watchers.ts";

/** Presence changes of this long share one write to libSQL. */
const LOG_AFTER_MS = 1_000;
const CONFIG_RETRY_MS = 2_000;
/** A job's progress is told this often at most. */
const JOB_EVERY_MS = 300;

/** What a room says of itself. */
type Told = { summary: RoomSummary; laggingSince: number | null; notices?: NoticeCall[] };

/** The parts of an organization object and what each tells the others. Knows no RPC and no WebSocket handler. */
export class Hub {
  readonly organizationId: string;
  readonly config: ConfigCopy;
  readonly presence: PresenceDesk;
  readonly rooms: Rooms;
  readonly sockets: FeedSockets;
  readonly door: FeedDoor;
  readonly inbound: FeedInbound;
  readonly timers: Timers;
  readonly rebuild: Rebuild;
  readonly watchers: Watchers;
  readonly assignment: Assignment;
  readonly resolveJob: ResolveJob;
  readonly replyTimes: ReplyTimes;
  readonly #intake = new Intake<Told>((told) => this.#take(told));
  readonly #feed: Feed;
  readonly #notices: NoticeOutbox;
  readonly #lag: Lag;
  readonly #presenceStore: PresenceStore;
  readonly #outside: Outside;
  readonly #storage: HubStorage;

  constructor(state: DurableObjectState, env: Env) {
    const rateFactor = env.SAPA_DEV_KEY ? Number(env.SAPA_RATE_FACTOR ?? 1) : 1;
    const storage = new HubStorage(state.storage, state.id.name);
    this.#storage = storage;
    this.organizationId = storage.organizationId;
    this.#outside = new Outside(env, this.organizationId);
    this.timers = new Timers(storage, {
      get: () => state.storage.getAlarm(),
      set: (dueAt) => void state.storage.setAlarm(dueAt),
    });
    this.config = new ConfigCopy(
      storage,
      { load: () => this.#outside.loadConfig(), version: () => this.#outside.configVersion() },
      now,
    );
    this.watchers = new Watchers(storage, {
      config: this.config,
      tell: (roomId, call) => this.#outside.rightsChanged(roomId, call),
      now,
    });
    this.#presenceStore = new PresenceStore(storage);
    this.rooms = new Rooms(this.organizationId, new RoomStore(storage));
    this.sockets = new FeedSockets(state, rateFactor);
    this.presence = new PresenceDesk(this.#presenceStore, {
      connectionSeenAt: (memberId) => this.sockets.memberSeenAt(memberId),
      isAllowed: (memberId) => this.#maySwitch(memberId),
      changed: () => this.#presenceChanged(),
    });
    this.rebuild = new Rebuild(storage, this.rooms, (after) => this.#outside.openRooms(after), now);
    this.door = new FeedDoor({
      organizationId: this.organizationId,
      sockets: this.sockets,
      config: this.config,
      now,
      ready: () => this.ready(),
      came: ({ member }) => this.#came(member.memberId),
      left: (memberId, seenAt) => this.#left(memberId, seenAt),
    });
    const drop = this.door.drop.bind(this.door);
    this.#feed = new Feed({
      sockets: this.sockets,
      rooms: this.rooms,
      epoch: () => storage.epoch,
      now,
      presence: this.presence,
      drop,
    });
    this.inbound = new FeedInbound({
      now,
      welcome: (session, hello) => this.#feed.welcome(session, hello),
      switchPresence: (session, isOn) => {
        if (!this.presence.switch(session.member.memberId, isOn, now())) this.#feed.tellPresence(session);
      },
      drop,
      isConnected: (session) => this.sockets.get(session.socket) === session,
      verify: (token) => verifyAccessToken(env.SAPA_SECRET, "member", token, now()),
      isCurrent: (member) => this.config.held === null || standingOf(this.config.held, member) === "current",
    });
    this.assignment = new Assignment({
      grasps: new GraspStore(storage),
      rooms: this.rooms,
      config: () => this.config.held,
      presence: this.presence,
      outside: this.#outside,
      retryAt: (dueAt) => this.timers.noLaterThan("allocate", dueAt),
      upkeepAt: (dueAt) => this.timers.noLaterThan("upkeep", dueAt),
      now,
    });
    this.replyTimes = new ReplyTimes({
      storage,
      load: (integrationId) => this.#outside.replyMinutes(integrationId, now()),
      now,
    });
    this.#notices = new NoticeOutbox(storage);
    this.resolveJob = new ResolveJob({
      store: new JobStore(storage),
      index: this.rooms.index,
      config: () => this.config.held,
      command: (roomId, command, id) => this.#outside.command(roomId, command, id),
      tell: this.#jobTeller(),
      notify: (call) => this.notify([call]),
      wakeAt: (dueAt) => this.timers.noLaterThan("job", dueAt),
      newId: () => newId("job"),
      now,
    });
    this.#lag = new Lag({
      index: this.rooms.index,
      tell: (laggingSince) => this.#feed.lagChanged(laggingSince),
      repeatAt: (dueAt) => this.timers.noLaterThan("lag", dueAt),
      now,
    });
    storage.onCreated = () => this.timers.noLaterThan("rebuild", now());
    this.config.onChanged = (config) => {
      this.door.applyConfig(config);
      this.timers.noLaterThan("rights", now());
      this.presence.sweep(now());
      this.assignment.configChanged();
      this.#feed.configChanged(config.version);
    };
    this.rebuild.onRestored = () => {
      this.#feed.countersChanged();
      this.assignment.restored();
    };
  }

  /** Resolves when it is in the storage, or known to be old. */
  roomChanged(told: Told): Promise<void> {
    return this.#intake.add(told);
  }

  #take({ summary, laggingSince, notices = [] }: Told): void {
    const change = this.rooms.take(summary, laggingSince, now());
    if (change?.isNews) {
      this.#feed.changed(change);
      this.assignment.changed(change);
    }
    if (change !== null) this.#lag.look();
    if (notices.length > 0) this.#feed.notices(notices);
  }

  forgetRoom({ roomId, version }: { roomId: string; version: number }): void {
    const entry = this.rooms.forget(roomId, version);
    if (entry === null) return;
    // Nothing is kept to be told later: whoever is away reads the lists anew.
    this.#storage.renewEpoch();
    this.#feed.gone(entry);
    this.assignment.changed({ entry: { ...entry, status: "resolved" }, before: entry, isNews: true });
  }

  /** For the bell of those who are away, and live for the others. */
  notify(notices: NoticeCall[]): void {
    this.#notices.add(notices);
    this.timers.noLaterThan("notices", now());
    this.#feed.notices(notices);
  }

  noticesRead({ memberId, ...read }: { memberId: string; noticeIds: string[] | null; at: number }): void {
    this.#feed.noticesRead(memberId, read);
  }

  contactsChanged(contactIds: string[]): void {
    for (const contactId of contactIds) this.#feed.contactChanged(contactId);
  }

  /**
   * Configuration and room index, as far as libSQL allows; nobody waits once they are here. false only when libSQL says
   * that there is no such organization.
   */
  async ready(): Promise<boolean> {
    const config = await this.config.get().catch(() => undefined);
    if (config) await this.rebuild.tryRun();
    return config !== null;
  }

  /** Reads the configuration anew, now or as soon as libSQL answers. */
  async configChanged(): Promise<void> {
    await this.config.reload().catch(() => {
      if (this.config.held !== null) this.timers.noLaterThan("config", now() + CONFIG_RETRY_MS);
    });
  }

  /** By someone outside a feed socket, who therefore names a member that may not be there. */
  async switchPresence(memberId: string, isOn: boolean): Promise<void> {
    await this.config.get().catch(() => null);
    if (this.config.held !== null && this.#maySwitch(memberId)) this.presence.switch(memberId, isOn, now());
  }

  /** Drains the timers; never throws (INV-8). */
  async alarm(): Promise<void> {
    await this.timers.run(
      {
        rebuild: async () => {
          await this.rebuild.run();
          return null;
        },
        config: async () => {
          await this.config.reload();
          return null;
        },
        sweep: (at) => this.#sweep(at),
        presenceLog: () => this.#flushPresenceLog(),
        allocate: () => {
          this.assignment.kick();
          return null;
        },
        upkeep: () => this.assignment.upkeep(),
        job: () => this.resolveJob.resume(),
        notices: () => this.#flushNotices(),
        lag: (at) => this.#lag.repeat(at),
        rights: async () => {
          await this.watchers.tellChanged();
          return null;
        },
      },
      now,
    );
  }

  /** Active, and no admin. Before the first configuration is here, whoever used the switch had it. */
  #maySwitch(memberId: string): boolean {
    if (this.config.held === null) return true;
    const member = findMember(this.config.held, memberId);
    return member !== undefined && hasSwitch(member);
  }

  #came(memberId: string): void {
    this.timers.noLaterThan("sweep", leaseEnd(now()));
    this.presence.connected(memberId, now());
  }

  #left(memberId: string, seenAt: number): void {
    this.presence.left(memberId, seenAt, now());
    if (this.presence.isOnline(memberId)) this.timers.noLaterThan("sweep", leaseEnd(seenAt));
  }

  #presenceChanged(): void {
    this.timers.noLaterThan("presenceLog", now() + LOG_AFTER_MS);
    this.#feed.presenceChanged();
    this.assignment.presenceChanged();
  }

  /** Lets leases end. Also the allocator's safety net: whoever could be given a room is online, so this runs. */
  #sweep(at: number): number | null {
    this.door.sweep(at);
    this.watchers.forgetEnded();
    const leaseEndsAt = this.presence.sweep(at);
    if (this.sockets.size > 0) this.presence.noteSwept(at);
    this.assignment.kick();
    const dueAts = [leaseEndsAt, this.sockets.nextSilentAt()].filter((dueAt) => dueAt !== null);
    return dueAts.length === 0 ? null : Math.min(...dueAts);
  }

  #jobTeller(): (job: Job) => void {
    let newest: Job | null = null;
    const pulse = new Pulse(JOB_EVERY_MS, () => newest && this.#feed.job(newest));
    return (job) => {
      newest = job;
      pulse.ask();
    };
  }

  async #flushNotices(): Promise<number | null> {
    const outcome = await this.#notices.flush((calls) => this.#outside.appendNotices(calls));
    return outcome === "more" ? now() : null;
  }

  async #flushPresenceLog(): Promise<number | null> {
    const outcome = await flushPresenceLog(this.#presenceStore, (changes) => this.#outside.appendPresence(changes));
    return outcome === "more" ? now() : null;
  }
}

const now = (): number => Date.now();

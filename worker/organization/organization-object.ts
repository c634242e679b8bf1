import { DurableObject } from "cloudflare:workers";
import type { RoomKind } from "../../protocol/channels.ts";
import { type Code, refusal } from "../../protocol/codes.ts";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { ExpiredCounts, Job, ResolveExpired } from "../../protocol/inbox.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { PING, PONG } from "../../protocol/version.ts";
import type { Env } from "../env.ts";
import { logFault } from "../fault-log.ts";
import { autoResponseIn, lookupIn, policyIn } from "./config-views.ts";
import type { MemberLoad, NoticeCall, OrganizationApi, OrganizationConfig, RoomPolicy, Standing } from "./contract.ts";
import { Hub } from "./hub.ts";
import { identityIn } from "./members.ts";
import type { Taken } from "./take-next.ts";
import { integrationView } from "./widget-view.ts";

const ERASED_ABORT_MS = 50;

/** One organization: who is online, who sees what, who gets the next room. Wiring only; see the modules beside it. */
export class OrganizationObject extends DurableObject<Env> implements OrganizationApi {
  readonly #hub: Hub;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#hub = new Hub(state, env);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    state.blockConcurrencyWhile(() => this.#hub.timers.wake());
  }

  override fetch(request: Request): Promise<Response> {
    return this.#hub.door.open(request);
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const session = this.#hub.sockets.get(socket);
    if (session === undefined) return;
    try {
      await this.#hub.inbound.receive(session, message);
    } catch (error) {
      logFault({ place: "organization.frame" }, error);
      this.#hub.inbound.refuse(session, { code: "internal" });
    }
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    this.#hub.door.closed(socket, code, reason);
  }

  override webSocketError(socket: WebSocket): void {
    this.#hub.door.closed(socket, 1006, "");
  }

  override alarm(): Promise<void> {
    return this.#hub.alarm();
  }

  async roomChanged(call: { summary: RoomSummary; laggingSince: number | null; notices?: NoticeCall[] }) {
    await this.#hub.roomChanged(call);
    return policyIn(this.#hub.config.held, call.summary.integrationId);
  }

  async policy({ integrationId }: { integrationId: string }): Promise<RoomPolicy | null> {
    return policyIn(await this.#hub.config.get(), integrationId);
  }

  config(): Promise<OrganizationConfig | null> {
    return this.#hub.config.get();
  }

  async integration(integrationId: string) {
    const config = await this.#hub.config.get();
    if (config === null) return null;
    const isThere = config.integrations.some((one) => one.integrationId === integrationId && one.isEnabled);
    return integrationView(config, integrationId, {
      isOnline: (memberId) => this.#hub.presence.isOnline(memberId),
      replyMinutes: isThere ? this.#hub.replyTimes.minutesOf(integrationId) : null,
      now: Date.now(),
    });
  }

  async lookup(call: { memberIds: string[]; tagIds: string[] }) {
    return lookupIn(await this.#hub.config.get(), call);
  }

  async autoResponse(call: { kind: RoomKind; at: number }) {
    // Rejects while nothing is known, and the room asks again: a customer is not left without an answer by an outage.
    return autoResponseIn(await this.#hub.config.get(), call);
  }

  async takeNext({ member, id }: { member: MemberIdentity; id: string }): Promise<Taken> {
    const current = await this.#current(member);
    return current === null ? refusedAs("forbidden") : this.#hub.assignment.takeNext(current, id);
  }

  async expiredCounts({ member }: { member: MemberIdentity }): Promise<ExpiredCounts> {
    return this.#hub.resolveJob.counts((await this.#current(member)) ?? member);
  }

  async resolveExpired({ member, id, choice }: { member: MemberIdentity; id: string; choice: ResolveExpired }) {
    const current = await this.#current(member);
    return current === null ? refusedAs("forbidden") : this.#hub.resolveJob.start(current, choice, id);
  }

  async job(): Promise<Job | null> {
    return this.#hub.resolveJob.current();
  }

  async notify({ notices }: { notices: NoticeCall[] }): Promise<void> {
    this.#hub.notify(notices);
  }

  async noticesRead(call: { memberId: string; noticeIds: string[] | null; at: number }): Promise<void> {
    this.#hub.noticesRead(call);
  }

  async contactsChanged({ contactIds }: { contactIds: string[] }): Promise<void> {
    this.#hub.contactsChanged(contactIds);
  }

  async loads(): Promise<MemberLoad[]> {
    await this.#hub.ready();
    return this.#hub.assignment.loads();
  }

  async forgetRoom(call: { roomId: string; version: number }): Promise<void> {
    this.#hub.forgetRoom(call);
  }

  async erase(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    // Memory knows it all as well. After the answer has left.
    setTimeout(() => this.ctx.abort("erased"), ERASED_ABORT_MS);
  }

  watch(call: { roomId: string; member: MemberIdentity; endsAt: number }): Promise<Standing> {
    return this.#hub.watchers.watch(call);
  }

  configChanged(): Promise<void> {
    return this.#hub.configChanged();
  }

  async counters(member: MemberIdentity): Promise<Counters> {
    await this.#hub.ready();
    return this.#hub.rooms.index.counters(member);
  }

  async lagMs(): Promise<number> {
    await this.#hub.ready();
    const since = this.#hub.rooms.index.laggingSince();
    return since === null ? 0 : Math.max(0, Date.now() - since);
  }

  async setPresence({ memberId, isOnline }: { memberId: string; isOnline: boolean }): Promise<void> {
    await this.#hub.switchPresence(memberId, isOnline);
  }

  async presence(): Promise<{ memberId: string; isOnline: boolean }[]> {
    return this.#hub.presence.list();
  }

  /** With the rights that hold now; null: nobody here any more. While nothing is known the token is believed. */
  async #current(member: MemberIdentity): Promise<MemberIdentity | null> {
    await this.#hub.ready();
    const { held } = this.#hub.config;
    return held === null ? member : identityIn(held, member);
  }
}

const refusedAs = (code: Code) => ({ ok: false as const, refusal: refusal(code) });

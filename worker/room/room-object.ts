import { DurableObject } from "cloudflare:workers";
import { CODES, type Code } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { PING, PONG, SUBPROTOCOL } from "../../protocol/version.ts";
import type { Env } from "../env.ts";
import { logFault } from "../fault-log.ts";
import { CALLER_HEADER, type Caller, type MemberCaller } from "../http/identity.ts";
import { verifyAccessToken } from "../http/tokens.ts";
import { tryClose } from "../sockets/close.ts";
import { maySee } from "./access.ts";
import type {
  Allocation,
  ContactStanding,
  Erased,
  HistoryAnswer,
  HistoryCall,
  OrganizationCommand,
  RehearsedCall,
  RoomApi,
  RoomContext,
  StandingAnswer,
  SurveyView,
  VisitorTokens as Tokens,
  WebchatRoomApi,
} from "./contract.ts";
import { FrameHandler } from "./frame-handler.ts";
import { historyOf } from "./history.ts";
import { rehearse } from "./rehearse.ts";
import { Room } from "./room.ts";
import { audienceOf, summaryFor } from "./views.ts";
import { VisitorTokens } from "./visitor-tokens.ts";
import { answerOf, linkVisitor, surveyOf } from "./webchat.ts";

/** One room. Wiring only: what it does stands in the modules beside it. */
export class RoomObject extends DurableObject<Env> implements RoomApi, WebchatRoomApi {
  readonly #room: Room;
  readonly #frames: FrameHandler;
  readonly #tokens: VisitorTokens;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const rateFactor = env.SAPA_DEV_KEY ? Number(env.SAPA_RATE_FACTOR ?? 1) : 1;
    this.#room = new Room(state, env, state.id.name ?? "", rateFactor);
    this.#frames = new FrameHandler(this.#room, async (kind, token) => {
      const verdict = await verifyAccessToken(env.SAPA_SECRET, kind, token);
      return verdict.ok ? verdict.caller : null;
    });
    this.#tokens = new VisitorTokens(state.storage.sql);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    state.blockConcurrencyWhile(async () => {
      await this.#room.alarm.start();
      this.#room.catchUp();
    });
  }

  override async fetch(request: Request): Promise<Response> {
    const header = request.headers.get(CALLER_HEADER);
    if (header === null) return refused("unauthenticated");
    const caller = JSON.parse(header) as Caller;
    const { core, sockets } = this.#room;
    if (core === null || !maySee(core, caller)) return refused("not_found");
    if (sockets.isFull(caller, this.#room.now())) return refused("too_many_sockets");
    const { 0: client, 1: server } = new WebSocketPair();
    this.#room.rights.watch(sockets.accept(server, caller, this.#room.now()));
    return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const peer = this.#room.sockets.peer(socket);
    if (peer === undefined) return;
    try {
      await this.#frames.handle(peer, message);
    } catch (error) {
      logFault({ place: "room.frame" }, error);
      this.#room.sockets.sendRefusal(peer, { code: "internal" });
    }
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    this.#gone(socket, code, reason);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket, 1011, "socket error");
  }

  override alarm(): Promise<void> {
    return this.#room.onAlarm();
  }

  command(call: { caller: Caller; id: string; command: Command; isBulk?: boolean }): Promise<CommandAnswer> {
    return this.#room.submit(call.caller, call.id, call.command, { isBulk: call.isBulk });
  }

  organizationCommand({ command, id }: { command: OrganizationCommand; id?: string }): Promise<CommandAnswer> {
    return this.#room.obey(command, id);
  }

  async history(call: HistoryCall): Promise<HistoryAnswer> {
    return historyOf(this.#room.core, call);
  }

  async summary({ caller }: { caller: MemberCaller }): Promise<RoomSummary | null> {
    const { core } = this.#room;
    return core !== null && maySee(core, caller) ? summaryFor(audienceOf(caller), core) : null;
  }

  async openVisitor(call: { context: RoomContext; visitorId: string; now: number }): Promise<Tokens> {
    this.#room.open(call.context);
    return { refreshToken: this.#tokens.issue(call.visitorId, this.#room.now()) };
  }

  async renewVisitor({ refreshToken }: { refreshToken: string }) {
    const { context } = this.#room;
    return context === null || context.isEnded ? null : this.#tokens.rotate(refreshToken, this.#room.now());
  }

  async openIdentified({ context }: { context: RoomContext; visitorId: string; now: number }): Promise<void> {
    const known = this.#room.open(context).context ?? context;
    await this.#room.run({ from: "identity", context, known });
  }

  linkVisitor(call: { refreshToken: string; contactId: string; name: string | null }): Promise<boolean> {
    return linkVisitor(this.#room, this.#tokens, call);
  }

  async survey({ surveySeq }: { surveySeq: number }): Promise<SurveyView | null> {
    return surveyOf(this.#room, surveySeq);
  }

  answerSurvey(call: { surveySeq: number; score: number; comment?: string }): Promise<CommandAnswer> {
    return answerOf(this.#room, call);
  }

  async allocate(allocation: Allocation): Promise<boolean> {
    if (this.#room.core === null) return false;
    return (await this.#room.run({ from: "allocator", allocation })).ok;
  }

  async rightsChanged(call: { memberId: string; standing: "changed" | "gone"; rights: string }): Promise<void> {
    this.#room.rights.changed(call.memberId, call.standing, call.rights);
  }

  contactChanged({ contact }: { contact: ContactStanding }): Promise<StandingAnswer> {
    return this.#room.takeStanding(contact);
  }

  async erase({ before }: { before: number }): Promise<Erased | null> {
    return this.#room.erase(before);
  }

  async rehearse(call: { context: RoomContext; calls: RehearsedCall[] }) {
    return rehearse(this.#room, call.context, call.calls.slice(0, LIMITS.historyPage));
  }

  #gone(socket: WebSocket, code: number, reason: string): void {
    const peer = this.#room.sockets.remove(socket);
    tryClose(socket, code, reason);
    this.#room.place.moved();
    if (peer === undefined) return;
    if (peer.isTyping) this.#frames.showTyping(peer, false);
    if (!peer.isVisitor) this.#frames.showLookers(peer);
  }
}

/** The Worker turns this into a problem document; the code stands in the status text's place of safety, a header. */
const refused = (code: Code): Response =>
  new Response(null, { status: CODES[code].status, headers: { "x-sapa-code": code } });

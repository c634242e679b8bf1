import { contentOfTicket } from "../../../client/file-ticket.ts";
import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { MessageContent, VisitorEvent } from "../../../protocol/room-events.schema.ts";
import type { Positions, VisitorFrame } from "../../../protocol/room-frames.schema.ts";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { leadingZeroBits, sha256 } from "../../../widget/panel/challenge/sha256.ts";
import { rowsIn } from "../../../widget/panel/timeline.ts";

/**
 * A server inside the page, for the states of the widget that a real one shows only for a moment or not on demand.
 * What the server really does is tested end to end elsewhere.
 */
export type FakeServer = {
  config: WidgetConfig;
  events: VisitorEvent[];
  positions: Positions;
  /** Paths asked for, in order. */
  requests: string[];
  /** What was posted, by path without its query, newest last. */
  posted: { path: string; body: Record<string, unknown> }[];
  /** Types of the frames that came, in order. */
  frames: string[];
  /** Commands that came, and what the visitor's page told of itself. */
  commands: VisitorCommand[];
  contexts: Omit<Extract<VisitorFrame, { type: "context" }>, "type">[];
  /** Answers requests of this path with this instead of what is right. */
  refusals: Map<string, { status: number; body: object }>;
  /** Zero bits that a new visitor must prove; 0: nothing is asked. */
  challengeBits: number;
  sockets: Set<FakeSocket>;
  /** False: nothing answers, sockets are cut. */
  isUp: boolean;
  /** Answers the next commands with this refusal. */
  refuseWith: { code: string; retryable: boolean } | null;
  /** Takes commands without ever acknowledging them. */
  isMute: boolean;
  /** Addresses of files; what is not here has none. */
  links: Map<string, string>;
  /** Answer to the configuration request instead of the configuration. */
  problem: { status: number; body: object } | null;
  append(...events: DistributiveOmit<VisitorEvent, "seq">[]): void;
  agentSays(text: string, name?: string): void;
  agentTypes(isTyping: boolean, name?: string): void;
  agentReads(): void;
  /** The visitor has read everything, in another tab. */
  contactReads(): void;
  resolve(): void;
  down(): void;
  up(): void;
  uninstall(): void;
};

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Frame = {
  type: string;
  id?: string;
  last?: number;
  read?: number;
  ref?: string;
  before?: number;
  command?: VisitorCommand;
  page?: FakeServer["contexts"][number]["page"];
  attributes?: FakeServer["contexts"][number]["attributes"];
};

export const fakeConfig: WidgetConfig = {
  widgetId: "int_demo",
  name: "Website",
  organizationName: "Kopi Senja",
  language: "en",
  isOnline: true,
  appearance: {
    accent: "#8a3b12",
    accentText: "#ffffff",
    agentBubble: "#eef0f4",
    agentText: "#16181d",
    visitorBubble: "#8a3b12",
    visitorText: "#ffffff",
    side: "right",
    offsetPx: 20,
    zIndex: 1000,
    logoUrl: null,
  },
  online: null,
  offline: null,
  prechat: null,
  greeting: null,
  proactive: [],
  signedOnly: false,
  replyMinutes: null,
  opensAt: null,
  team: [],
};

export class FakeSocket extends EventTarget {
  static server: FakeServer;
  readyState = 0;
  protocol = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    super();
    FakeSocket.server.sockets.add(this);
    setTimeout(() => {
      if (!FakeSocket.server.isUp) return this.cut(1006);
      this.readyState = 1;
      this.protocol = "sapa.v1";
      this.onopen?.();
    }, 5);
  }

  send(data: string): void {
    if (data === "ping") {
      setTimeout(() => this.onmessage?.({ data: "pong" }), 1);
      return;
    }
    const frame: Frame = JSON.parse(data);
    setTimeout(() => answer(FakeSocket.server, this, frame), 5);
  }

  push(frame: object): void {
    if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  close(code = 1000): void {
    this.cut(code);
  }

  cut(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    FakeSocket.server.sockets.delete(this);
    this.onclose?.({ code, reason: "" });
  }
}

function answer(server: FakeServer, socket: FakeSocket, frame: Frame): void {
  if (!server.isUp) return;
  server.frames.push(frame.type);
  if (frame.page) server.contexts.push({ page: frame.page, attributes: frame.attributes ?? {} });
  const head = server.events.length;
  if (frame.type === "hello") {
    const after = frame.last ?? Math.max(0, head - 50);
    const mode = frame.last === undefined ? "snapshot" : "resume";
    const { positions } = server;
    socket.push({
      type: "resumed",
      mode,
      version: 1,
      epoch: "e1",
      head,
      floor: 1,
      after,
      serverTime: Date.now(),
      positions,
    });
    socket.push({ type: "events", events: server.events.slice(after) });
    socket.push({ type: "live", head });
  } else if (frame.type === "position" && frame.read) {
    server.positions = { ...server.positions, contactRead: frame.read };
    socket.push({ type: "positions", positions: server.positions });
  } else if (frame.type === "history" && frame.before) {
    const from = Math.max(0, frame.before - 1 - 50);
    socket.push({
      type: "history",
      ref: frame.ref,
      events: server.events.slice(from, frame.before - 1),
      hasMore: from > 0,
    });
  } else if (frame.type === "command" && frame.id && frame.command && !server.isMute) {
    if (server.refuseWith) {
      socket.push({ type: "refused", id: frame.id, refusal: server.refuseWith });
      return;
    }
    if (server.events.some((event) => "commandId" in event && event.commandId === frame.id)) return;
    server.commands.push(frame.command);
    server.append(eventOf(server, frame.id, frame.command));
    socket.push({ type: "ack", acks: [{ id: frame.id, seq: server.events.length, isRepeat: false }] });
  }
}

/** What a command becomes in the log, as far as the visitor sees it. */
function eventOf(
  server: FakeServer,
  commandId: string,
  command: VisitorCommand,
): DistributiveOmit<VisitorEvent, "seq"> {
  const base = { at: Date.now(), actor: { type: "contact" as const }, commandId };
  const message = { ...base, type: "message.created" as const, direction: "inbound" as const };
  switch (command.type) {
    case "message.send":
      return { ...message, content: contentOf(command.content) };
    case "choice.pick": {
      const { messageSeq, choiceId } = command;
      const asked = server.events.find((event) => event.seq === messageSeq);
      const rows = asked?.type === "message.created" ? rowsIn(asked.content) : [];
      const text = rows.find((row) => row.choiceId === choiceId)?.title ?? "";
      return { ...message, content: { type: "text", text, choiceId }, replyToSeq: messageSeq };
    }
    case "survey.answer": {
      const { surveySeq, score, comment } = command;
      const asked = server.events.find((event) => event.seq === surveySeq);
      const kind = asked?.type === "survey.sent" ? asked.kind : "csat";
      return { ...base, type: "survey.answered", surveySeq, kind, score, ...(comment ? { comment } : {}) };
    }
    case "profile.update":
      return { type: "hidden" };
  }
}

function contentOf(content: Extract<VisitorCommand, { type: "message.send" }>["content"]): MessageContent {
  if (content.type === "text") return content;
  return contentOfTicket(content.ticket, content.caption) ?? { type: "unsupported", rawKind: "file" };
}

const json = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status });

const isProven = (proof: { seed: string; nonce: number } | undefined, bits: number): boolean =>
  proof?.seed === "fake.seed" && leadingZeroBits(sha256(`${proof.seed}.${proof.nonce}`)) >= bits;

function answerHttp(server: FakeServer, path: string, body: unknown): Response {
  if (path.startsWith("/widget/v1/config")) {
    return server.problem ? json(server.problem.body, server.problem.status) : json(server.config);
  }
  const refusal = server.refusals.get(path);
  if (refusal) return json(refusal.body, refusal.status);
  if (path.startsWith("/widget/v1/visitors")) {
    const { proof } = body as { proof?: { seed: string; nonce: number } };
    if (path.endsWith("visitors") && server.challengeBits && !isProven(proof, server.challengeBits)) {
      return json({ code: "widget.challenge", params: { seed: "fake.seed", bits: server.challengeBits } }, 403);
    }
    const expiresAt = Date.now() + 900_000;
    const refreshToken = path.endsWith("identify") ? null : "r";
    return json({ visitorId: "vis_1", roomId: "room_1", accessToken: `t${expiresAt}`, expiresAt, refreshToken });
  }
  if (path === "/widget/v1/transcript") return new Response("Kopi Senja\n");
  if (path === "/widget/v1/files/links") {
    const { fileIds } = body as { fileIds: string[] };
    const endsAt = Date.now() + 900_000;
    const urls = fileIds.flatMap((fileId) => (server.links.has(fileId) ? [[fileId, server.links.get(fileId)]] : []));
    return json(urls.map(([fileId, url]) => ({ fileId, url, downloadUrl: `${url}?download=1`, endsAt })));
  }
  return json({ code: "unavailable", retryable: true }, 503);
}

export function installFakeServer(config: Partial<WidgetConfig> = {}): FakeServer {
  const realFetch = window.fetch;
  const realSocket = window.WebSocket;
  const member = (name: string) => ({ type: "member" as const, name });
  const broadcast = (frame: object) => {
    for (const socket of server.sockets) socket.push(frame);
  };
  const server: FakeServer = {
    config: { ...fakeConfig, ...config },
    events: [],
    positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
    requests: [],
    posted: [],
    frames: [],
    commands: [],
    contexts: [],
    refusals: new Map(),
    challengeBits: 0,
    sockets: new Set(),
    isUp: true,
    refuseWith: null,
    isMute: false,
    links: new Map(),
    problem: null,
    append(...events) {
      const numbered = events.map(
        (event, index) => ({ ...event, seq: server.events.length + index + 1 }) as VisitorEvent,
      );
      server.events.push(...numbered);
      broadcast({ type: "events", events: numbered });
    },
    agentSays: (text, name = "Dewi Lestari") =>
      server.append({
        type: "message.created",
        at: Date.now(),
        actor: member(name),
        direction: "outbound",
        content: { type: "text", text },
      }),
    agentTypes: (isTyping, name = "Dewi Lestari") => broadcast({ type: "typing", actor: member(name), isTyping }),
    agentReads() {
      server.positions = { ...server.positions, staffRead: server.events.length };
      broadcast({ type: "positions", positions: server.positions });
    },
    contactReads() {
      server.positions = { ...server.positions, contactRead: server.events.length };
      broadcast({ type: "positions", positions: server.positions });
    },
    resolve: () =>
      server.append({ type: "conversation.resolved", at: Date.now(), actor: member("Dewi Lestari"), number: 1 }),
    down() {
      server.isUp = false;
      for (const socket of [...server.sockets]) socket.cut(1006);
    },
    up() {
      server.isUp = true;
    },
    uninstall() {
      window.fetch = realFetch;
      window.WebSocket = realSocket;
    },
  };
  FakeSocket.server = server;
  window.WebSocket = FakeSocket as unknown as typeof WebSocket;
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), location.href);
    if (!url.pathname.startsWith("/widget/v1/")) return realFetch(input, init);
    server.requests.push(url.pathname + url.search);
    if (!server.isUp) throw new TypeError("Failed to fetch");
    const body = JSON.parse(String(init?.body ?? "null"));
    if (body) server.posted.push({ path: url.pathname, body });
    return answerHttp(server, url.pathname, body);
  };
  return server;
}

/** A conversation of yesterday and today, as a visitor of the shop would have had it. */
export function fillConversation(server: FakeServer, now = Date.now()): void {
  const dewi = { type: "member" as const, name: "Dewi Lestari" };
  const contact = { type: "contact" as const };
  const day = now - 86_400_000;
  const says = (at: number, text: string) =>
    ({ type: "message.created", at, actor: dewi, direction: "outbound", content: { type: "text", text } }) as const;
  const asks = (at: number, text: string) =>
    ({ type: "message.created", at, actor: contact, direction: "inbound", content: { type: "text", text } }) as const;
  server.append(
    asks(day, "Hi! Do you ship the Gayo beans to Singapore?"),
    { type: "participant.joined", at: day + 40_000, actor: dewi, memberName: dewi.name },
    says(day + 60_000, "Hello! Yes, we do. Delivery takes three to five days."),
    says(day + 90_000, "You can see the rates here: https://kopisenja.example/shipping."),
    asks(now - 240_000, "Great, thank you."),
    asks(now - 230_000, "One more thing: is the dark roast freshly roasted, or from stock?"),
    says(
      now - 60_000,
      "We roast every Tuesday and Friday, so yours would be at most three days old when it leaves us. ☕",
    ),
    asks(now - 20_000, "Perfect!"),
  );
}

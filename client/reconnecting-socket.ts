import type { Refusal } from "../protocol/codes.ts";
import { TIMES } from "../protocol/limits.ts";
import { PING, PONG, SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../protocol/version.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { afterClose, reconnectDelayMs, waitAskedMs } from "./socket-rules.ts";
import { SignInNeeded } from "./token-source.ts";
import type { Platform, SocketLike, TokenSource } from "./types.ts";

export type SocketOptions = {
  url: string;
  tokens: TokenSource;
  platform: Platform;
  /** The first frame of every connection. `mustForget`: without a position. */
  hello(mustForget: boolean): object;
  /** Every JSON frame of the server; the caller judges it. */
  onFrame(frame: { type?: unknown }): void;
  /** No connection any more, or an attempt failed; another one follows by itself. `since`: when it was last known good. */
  onDown(since: number): void;
  /** Closed for good. `mustClear`: what is held may not be shown any more. */
  onEnd(refusal: Refusal, mustClear: boolean): void;
};

export interface ReconnectingSocket {
  /** False if there is no connection; nothing is kept for later. */
  send(frame: object): boolean;
  /** Gives the connection up as dead and makes another one. `mustForget`: without a position. */
  drop(mustForget?: boolean): void;
  close(): void;
}

/** `open` from the answer to our hello on: only then the server is known to have accepted us. */
type Phase = "waiting" | "opening" | "open" | "ended";

const OPENING_LIMIT_MS = 10_000;
const RENEWAL_RETRY_MS = 10_000;
const CUT = 1006;
/** Our own judgement, so nobody else is cut at the same moment and there is nothing to spread. */
const GIVEN_UP = 0;

const parsed = (data: unknown): { type?: unknown; refusal?: Refusal } | null => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === "object" ? frame : null;
  } catch {
    return null;
  }
};

/** One WebSocket after another to the same address. Times are clock differences: page timers may stand still for hours. */
export function createReconnectingSocket(options: SocketOptions): ReconnectingSocket {
  const { platform, tokens } = options;
  let socket: SocketLike | null = null;
  let phase: Phase = "waiting";
  let phaseSince = 0;
  /** Tells what a former attempt still says from what this one says. */
  let attempt = 0;
  let failures = 0;
  let mustForget = false;
  let hasForgotten = false;
  let mustRenew = false;
  let renewedAt = 0;
  let presentedToken = "";
  let askedWaitMs = 0;
  let notBefore = 0;
  /** When the device said that its network was gone; 0: it did not, or the server has been heard since. */
  let doubtedSince = 0;
  let cancelTimer = (): void => {};

  const heartbeat = createHeartbeat(
    platform,
    () => socket?.send(PING),
    () => lost(GIVEN_UP),
  );

  const later = (work: () => void, delayMs: number): void => {
    cancelTimer();
    cancelTimer = platform.setTimer(work, delayMs);
  };

  const enter = (next: Phase): void => {
    phase = next;
    phaseSince = platform.now();
  };

  function release(): void {
    attempt++;
    cancelTimer();
    heartbeat.stop();
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = old.onerror = null;
    try {
      old.close();
    } catch {
      // It is gone either way.
    }
  }

  function end(refusal: Refusal, mustClear: boolean): void {
    stop();
    options.onEnd(refusal, mustClear);
  }

  function stop(): void {
    release();
    stopListening();
    enter("ended");
  }

  function lost(code = CUT, reason = ""): void {
    const wasOpen = phase === "open";
    const now = platform.now();
    if (wasOpen && now - phaseSince >= TIMES.reconnectResetMs) {
      failures = 0;
      hasForgotten = false;
    }
    release();
    const next = afterClose(code, hasForgotten);
    if (next.kind === "end") {
      end(next.refusal, next.mustClear);
      return;
    }
    if (next.mustForget) mustForget = hasForgotten = true;
    // Browsers do not tell why an upgrade was refused; an ended token is the reason we can do something about.
    const mayBeToken = !wasOpen && failures > 0 && now - renewedAt > TIMES.reconnectResetMs;
    mustRenew ||= next.mustRenew ?? mayBeToken;
    let delayMs = reconnectDelayMs(failures++, wasOpen && code >= 1000 && code < 4000, platform.random());
    if (next.mustWait) {
      delayMs += waitAskedMs(reason, askedWaitMs);
      notBefore = now + delayMs;
    }
    enter("waiting");
    later(connect, delayMs);
    options.onDown(doubtedSince || now);
    doubtedSince = 0;
  }

  async function takeToken(): Promise<string> {
    if (!mustRenew) return tokens.get();
    const token = await tokens.renew();
    renewedAt = platform.now();
    mustRenew = false;
    return token;
  }

  async function connect(): Promise<void> {
    const mine = ++attempt;
    enter("opening");
    later(lost, OPENING_LIMIT_MS);
    try {
      const token = await takeToken();
      if (mine !== attempt) return;
      presentedToken = token;
      const opened = platform.openSocket(options.url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]);
      opened.onopen = () => opened.send(JSON.stringify(options.hello(mustForget)));
      opened.onmessage = (event) => heard(event.data);
      opened.onclose = (event) => lost(event.code, event.reason);
      socket = opened;
    } catch (error) {
      if (mine !== attempt) return;
      if (error instanceof SignInNeeded) end({ code: "unauthenticated" }, false);
      else lost();
    }
  }

  function heard(data: unknown): void {
    heartbeat.heard();
    doubtedSince = 0;
    const frame = data === PONG ? null : parsed(data);
    if (!frame) return;
    if (frame.type === "error") askedWaitMs = frame.refusal?.retryAfterMs ?? 0;
    else if (phase === "opening") {
      enter("open");
      mustForget = false;
      askedWaitMs = 0;
      heartbeat.start();
      scheduleRenewal();
    }
    options.onFrame(frame);
  }

  const scheduleRenewal = (): void =>
    later(renewToken, Math.max((tokens.renewAt?.() ?? 0) - platform.now(), RENEWAL_RETRY_MS));

  /** The token source hands out another token a minute before the old one ends; the server must hear of it. */
  async function renewToken(): Promise<void> {
    const mine = attempt;
    try {
      const token = await tokens.get();
      if (mine !== attempt) return;
      if (token !== presentedToken) socket?.send(JSON.stringify({ type: "renew", token }));
      presentedToken = token;
    } catch (error) {
      if (mine !== attempt) return;
      if (error instanceof SignInNeeded) {
        end({ code: "unauthenticated" }, false);
        return;
      }
    }
    scheduleRenewal();
  }

  function wake(): void {
    const now = platform.now();
    if (phase === "open") {
      // What was asked into a network that was gone is asked again, with the whole time to answer.
      if (doubtedSince) heartbeat.start();
      heartbeat.probe();
      later(renewToken, 0);
    } else if (now >= notBefore && (phase === "waiting" || now - phaseSince > TIMES.probeLimitMs)) {
      release();
      void connect();
    }
  }

  /** A socket does not end with its network: it is asked, and if it is dead it has been so from now on. */
  function doubt(): void {
    if (phase !== "open") return;
    doubtedSince ||= platform.now();
    heartbeat.probe();
  }

  function drop(forget = false): void {
    if (phase !== "open") return;
    mustForget ||= forget;
    lost(GIVEN_UP);
  }

  /** Browsers keep no page with an open socket to come back to: none is opened before the page is shown again. */
  function leave(): void {
    drop();
    if (phase === "waiting") cancelTimer();
  }

  const stopListening = platform.onWake(wake, leave, doubt);
  void connect();

  return {
    send(frame) {
      if (phase !== "open") return false;
      socket?.send(JSON.stringify(frame));
      return true;
    },
    drop,
    close: stop,
  };
}

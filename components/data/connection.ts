import { type Api, type ApiOptions, createApi, ProblemError } from "../../client/api.ts";
import { createFeedConnection } from "../../client/feed-connection.ts";
import { indexedDbOutbox } from "../../client/outbox-storage.ts";
import { browserPlatform } from "../../client/platform.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import type { RoomLog } from "../../client/room-log.ts";
import { createTokenSource, SignInNeeded } from "../../client/token-source.ts";
import type { FeedConnection, OutboxStorage, Platform, RoomConnection, TokenSource } from "../../client/types.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { EmbedComponent } from "../../protocol/embed.ts";
import type { AccessToken, Me, MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../protocol/inbox.schema.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { Division, QuickReply } from "../../protocol/settings.schema.ts";
import { type GivenToken, tokenOf, whyNoToken } from "./given-token.ts";
import { advise } from "./host-advice.ts";
import { Observable } from "./observable.ts";

/**
 * Gives a token for `/api/v1`, each time a fresh one: the answer of POST /api/open/v1/embed_tokens as it stands, its `data`,
 * or the token alone. A TypeError (what `fetch` throws without a network) means "later"; any other rejection means that
 * the person must sign in.
 */
export type TokenProvider = () => Promise<GivenToken>;

/** `forbidden`: the token is good and opens none of this. `outdated`: the server no longer speaks with this version. */
export type ConnectionPhase = "starting" | "ready" | "sign-in" | "forbidden" | "outdated" | "failed";

const RETRY_MS = 4_000;
const CLOSE_AFTER_MS = 2_000;
const KEPT_TOKEN =
  "tokenProvider gave a token again that the server had refused. Let it fetch a new one each time, without a cache.";

/**
 * What all elements of one page that were given the same server and the same provider share: one token, one feed socket,
 * who one is, and the lists of people and tags (EMBED-10).
 */
export class Connection extends Observable {
  readonly baseUrl: string;
  readonly api: Api;
  readonly #platform: Platform = browserPlatform();
  readonly #tokens: TokenSource;
  readonly #outbox: OutboxStorage = indexedDbOutbox("sapa");
  readonly #lists = new Map<string, Promise<unknown>>();
  readonly #stopWaking: () => void;
  #feed: FeedConnection | null = null;
  #lastToken: string | null = null;
  #retry: (() => void) | null = null;
  #watchedRoomId: string | null = null;
  phase: ConnectionPhase = "starting";
  me: Me | null = null;
  /** Grows whenever what was read of the organization's configuration became old. */
  configChanges = 0;
  /** Grows when the feed was replaced after it had ended: whoever listened to the old one listens anew. */
  generation = 0;

  constructor(baseUrl: string, provider: TokenProvider) {
    super();
    this.baseUrl = baseUrl;
    this.#tokens = createTokenSource(() => this.#fetchToken(provider), this.#platform);
    this.api = createApi({ baseUrl, tokens: this.#tokens });
    // Somebody who signed in elsewhere comes back to the page: the content comes back with them.
    const wake = (): void => void (this.phase === "sign-in" && this.start());
    this.#stopWaking = this.#platform.onWake(
      wake,
      () => {},
      () => {},
    );
    void this.start();
  }

  get feed(): FeedConnection {
    this.#feed ??= this.#openFeed();
    return this.#feed;
  }

  /** Whether the token was made for any of these; always where it is not narrowed (EMBED-3). */
  opens(...components: EmbedComponent[]): boolean {
    const scope = this.me?.scope ?? null;
    return scope === null || components.some((component) => scope.components.includes(component));
  }

  /** For clients of the parts of /api/v1 that are loaded later. */
  get apiOptions(): ApiOptions {
    return { baseUrl: this.baseUrl, tokens: this.#tokens };
  }

  /** Server time, as well as we know it. */
  now(): number {
    return this.#platform.now() + (this.#feed?.view.clockOffsetMs ?? 0);
  }

  /** Asks who one is; again after sign-in was needed or the server was away. */
  async start(): Promise<void> {
    this.#retry?.();
    this.#retry = null;
    try {
      this.me = await this.#readMe();
      this.#replaceEndedFeed();
      this.#setPhase("ready");
    } catch (error) {
      const phase = phaseAfter(error);
      this.#adviseOn(error);
      if (phase !== "failed") return this.#setPhase(phase);
      if (!this.me) this.#setPhase("failed");
      this.#retry = this.#platform.setTimer(() => void this.start(), RETRY_MS);
    }
  }

  /** The room that an inbox of this page shows: it needs no pop-up while a person looks at it (NOTIF-2). */
  get watchedRoomId(): string | null {
    return this.#watchedRoomId;
  }

  watchRoom(roomId: string | null): void {
    if (roomId === this.#watchedRoomId) return;
    this.#watchedRoomId = roomId;
    this.changed();
  }

  openRoom(roomId: string, log?: RoomLog<RoomEvent>): RoomConnection<RoomEvent, MemberCommand> {
    const path = `/api/v1/rooms/${encodeURIComponent(roomId)}`;
    return createRoomConnection<RoomEvent, MemberCommand>({
      socketUrl: this.#socketUrl(`${path}/socket`),
      commandUrl: `${this.baseUrl}${path}/commands`,
      historyUrl: `${this.baseUrl}${path}/events`,
      roomKey: `${this.me?.memberId ?? "nobody"}:${roomId}`,
      tokens: this.#tokens,
      outbox: this.#outbox,
      platform: this.#platform,
      log,
    });
  }

  /** Kept for as long as the connection; asked again after a failure. */
  tags(): Promise<TagRow[]> {
    return this.#once("tags", () => this.api.tags());
  }

  members(): Promise<MemberRow[]> {
    return this.#once("members", () => this.api.members());
  }

  integrations(): Promise<IntegrationRow[]> {
    return this.#once("integrations", () => this.api.integrations());
  }

  divisions(): Promise<Division[]> {
    return this.#once("divisions", () => this.api.divisions());
  }

  quickReplies(): Promise<QuickReply[]> {
    return this.#once("quickReplies", () => this.api.quickReplies());
  }

  close(): void {
    this.#stopWaking();
    this.#retry?.();
    this.#feed?.close();
    this.#feed = null;
  }

  /** A socket was closed for good. */
  ended(code: string): void {
    if (code === "version_too_old") this.#setPhase("outdated");
    else this.#setPhase(code === "forbidden" ? "forbidden" : "sign-in");
  }

  #openFeed(): FeedConnection {
    const feed = createFeedConnection({
      socketUrl: this.#socketUrl("/api/v1/feed/socket"),
      tokens: this.#tokens,
      platform: this.#platform,
    });
    let isFirstWelcome = true;
    feed.onConfig(() => void this.#readAnew());
    feed.onWelcome(() => {
      // Changes of a time without connection are not told afterwards.
      if (!isFirstWelcome) void this.#readAnew();
      isFirstWelcome = false;
    });
    return feed;
  }

  async #readMe(): Promise<Me> {
    const me = await this.api.me();
    // Where another server answers for all addresses.
    if (typeof me.memberId !== "string") throw new TypeError("not an answer of Sapa");
    return me;
  }

  /** Settings, tags or people changed: whatever was read of them is asked for again when it is next needed. */
  async #readAnew(): Promise<void> {
    this.#lists.clear();
    this.configChanges += 1;
    try {
      this.me = await this.#readMe();
    } catch {
      // What was known stays; without sign-in the sockets say so.
    }
    this.changed();
  }

  #replaceEndedFeed(): void {
    if (this.#feed?.view.state !== "ended") return;
    this.#feed.close();
    this.#feed = null;
    this.generation += 1;
  }

  async #fetchToken(provider: TokenProvider): Promise<AccessToken> {
    const before = this.#lastToken;
    try {
      const answer = await provider();
      const given = tokenOf(answer);
      // A page that keeps tokens hands out the refused one again.
      if (given && !(given.token === before && (await this.#isRefused(before)))) {
        this.#lastToken = given.token;
        return given;
      }
      advise(given ? KEPT_TOKEN : `tokenProvider gave no token but ${whyNoToken(answer)}`);
    } catch (error) {
      this.#adviseOnProvider(error);
      // Without a network there is nobody to refuse; else it was a fault of the page's own code.
      if (error instanceof TypeError && !(before !== null && (await this.#isRefused(before)))) throw error;
    }
    this.#setPhase("sign-in");
    throw new SignInNeeded();
  }

  /** Where the page is our own it asks people to sign in, and nobody has to read why. */
  #adviseOnProvider(error: unknown): void {
    if (this.me?.scope === null) return;
    const is = error instanceof TypeError ? "it is asked again, as without a network" : '"Sign-in needed" is shown';
    advise(`tokenProvider failed: ${is}.`, error);
  }

  #adviseOn(error: unknown): void {
    if (this.me || this.#lastToken === null || error instanceof SignInNeeded) return;
    const server = this.baseUrl || location.origin;
    if (!(error instanceof ProblemError))
      advise(`${server} cannot be reached or is no Sapa server. Check base-url, and connect-src of your policy.`);
    else if (error.refusal.code === "embed.origin")
      advise(
        `the token is not for pages of ${location.origin}. Name that as "origin" when making it, and allow it in Settings > Embedding.`,
      );
    else if (error.status === 401)
      advise(`${server} refused the token (${error.refusal.code}). Settings > Embedding > Check a token says why.`);
  }

  /** Whether the server can be reached and no longer takes this token. */
  async #isRefused(token: string): Promise<boolean> {
    const headers = { authorization: `Bearer ${token}` };
    const asked = this.#platform.fetch(`${this.baseUrl}/api/v1/me`, {
      headers,
      credentials: "omit",
      cache: "no-store",
    });
    const status = await asked.then(
      (answer) => answer.status,
      () => 0,
    );
    return status === 401 || status === 403;
  }

  #once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    let answer = this.#lists.get(name) as Promise<T> | undefined;
    if (!answer) {
      answer = ask();
      this.#lists.set(name, answer);
      answer.catch(() => this.#lists.delete(name));
    }
    return answer;
  }

  #socketUrl(path: string): string {
    const url = new URL(`${this.baseUrl}${path}`, location.href);
    url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
    return url.href;
  }

  #setPhase(phase: ConnectionPhase): void {
    if (this.phase === phase && phase !== "ready") return;
    this.phase = phase;
    this.changed();
  }
}

/** Where a failed start leads: a refused token is as good as none, and only what may pass is tried again. */
function phaseAfter(error: unknown): "sign-in" | "forbidden" | "outdated" | "failed" {
  if (error instanceof SignInNeeded) return "sign-in";
  if (!(error instanceof ProblemError)) return "failed";
  if (error.refusal.code === "version_too_old") return "outdated";
  return error.status === 401 ? "sign-in" : error.status === 403 ? "forbidden" : "failed";
}

type Shared = { connection: Connection; users: number; closing: ReturnType<typeof setTimeout> | undefined };
type Registry = Map<string, Map<TokenProvider, Shared>>;

/**
 * On the page and not in this module: a page may have loaded the module twice, from the server and in a bundle of its own,
 * and still has one connection. The number is that of the contract of `Connection`.
 */
const REGISTRY = Symbol.for("sapa.connections.1");
const page = globalThis as { [REGISTRY]?: Registry };
page[REGISTRY] ??= new Map();
const shared: Registry = page[REGISTRY];

/** The connection of this server and provider; `release` ends this user's part, the last one closes it. */
export function acquireConnection(
  baseUrl: string,
  provider: TokenProvider,
): { connection: Connection; release: () => void } {
  const ofServer = shared.get(baseUrl) ?? new Map<TokenProvider, Shared>();
  shared.set(baseUrl, ofServer);
  const entry = ofServer.get(provider) ?? {
    connection: new Connection(baseUrl, provider),
    users: 0,
    closing: undefined,
  };
  ofServer.set(provider, entry);
  clearTimeout(entry.closing);
  entry.users += 1;
  let isHeld = true;
  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    entry.users -= 1;
    // An element that is only moved in the page leaves and comes back at once.
    if (entry.users === 0)
      entry.closing = setTimeout(() => {
        ofServer.delete(provider);
        entry.connection.close();
      }, CLOSE_AFTER_MS);
  };
  return { connection: entry.connection, release };
}

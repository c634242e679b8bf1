import type { AuditRow } from "../../../protocol/audit.schema.ts";
import type { ApiToken, CreateApiToken, EmbedCheck } from "../../../protocol/embed.schema.ts";
import { type FakeServer, json } from "./fake-server.ts";

const HOUR_MS = 3_600_000;
const PAGE = 3;

/** API tokens, the check of embed tokens and the audit log of the server inside the page. */
export class FakeDeveloper {
  readonly server: FakeServer;
  tokens: ApiToken[] = [];
  check: EmbedCheck = {
    finding: "ok",
    origin: "https://portal.example",
    memberName: "Citra Lestari",
    components: ["inbox", "contact-rooms"],
    isReadOnly: true,
    expiresAt: Date.now() + HOUR_MS,
  };
  /** What was checked, in order. */
  readonly checked: string[] = [];
  rows: AuditRow[] = [];
  /** Questions to the audit log, as they stood in the address. */
  readonly questions: string[] = [];

  constructor(server: FakeServer) {
    this.server = server;
    server.extra.set("GET /api-tokens", () => this.tokens);
    server.extra.set("POST /api-tokens", (_query, body) => this.#create(body as CreateApiToken));
    server.extra.set("POST /embed-check", (_query, body) => {
      this.checked.push((body as { token: string }).token);
      return this.check;
    });
    server.extra.set("GET /audit", (query) => this.#page(query));
    server.extra.set("GET /audit/export", (query) => {
      this.questions.push(`export ${query}`);
      return new Response("number,at\n1,2\n", { headers: { "content-type": "text/csv" } });
    });
  }

  addToken(token: Partial<ApiToken> & { apiTokenId: string; name: string }): void {
    const usual: Omit<ApiToken, "apiTokenId" | "name"> = {
      kind: "user",
      scopes: ["embed"],
      ending: "x7Qa",
      createdAt: Date.now() - 48 * HOUR_MS,
      createdBy: "Bagas Pratama",
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    };
    this.tokens.push({ ...usual, ...token });
    this.server.extra.set(`DELETE /api-tokens/${token.apiTokenId}`, () => {
      this.tokens = this.tokens.map((one) =>
        one.apiTokenId === token.apiTokenId ? { ...one, revokedAt: Date.now() } : one,
      );
      return json({});
    });
  }

  addRow(row: Partial<AuditRow>): void {
    const number = this.rows.length + 1;
    this.rows.push({
      number,
      at: Date.UTC(2026, 10, 20, 3, number),
      actor: { type: "member", id: "mem_me", name: "Bagas Pratama" },
      action: "tag.rename",
      target: "tag_order",
      targetName: "order",
      result: "ok",
      address: "203.0.113.7",
      changes: { name: { from: "ordr", to: "order" } },
      ...row,
    });
  }

  #create({ name, kind, scopes, expiresAt }: CreateApiToken): Response {
    const apiTokenId = `apt_${this.tokens.length + 1}`;
    this.addToken({ apiTokenId, name, kind, scopes, expiresAt, ending: "9f3c" });
    return json({ ...this.tokens.at(-1), secret: "sapa_c2VjcmV0LW9mLXRoZS10ZXN0-9f3c" }, 201);
  }

  #page(query: URLSearchParams): object {
    this.questions.push(String(query));
    const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
    const action = query.get("action") ?? "";
    const found = this.rows
      .filter((row) => row.number < before && row.action.startsWith(action))
      .filter((row) => (query.get("actorId") ?? row.actor.id) === row.actor.id)
      .sort((one, other) => other.number - one.number);
    const rows = found.slice(0, PAGE);
    return { rows, nextBefore: found.length > PAGE ? (rows.at(-1)?.number ?? null) : null };
  }
}

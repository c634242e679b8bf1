import { checkMember, fullName, normalisePerson } from "../../../protocol/account-rules.ts";
import type { MemberDetail, SaveMember } from "../../../protocol/accounts.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import { type FakeServer, json } from "./fake-server.ts";

const DAY_MS = 86_400_000;

export const memberDetail = (change: Partial<MemberDetail> & { memberId: string }): MemberDetail => {
  const firstName = change.firstName ?? "Citra";
  const lastName = change.lastName ?? "Lestari";
  return {
    firstName,
    lastName,
    name: fullName({ firstName, lastName }),
    email: `${firstName.toLowerCase()}@kopisenja.example`,
    phone: null,
    role: "agent",
    isOwner: false,
    isRestricted: false,
    divisionIds: [],
    state: "active",
    linkExpiresAt: null,
    createdAt: 1,
    lastSeenAt: Date.now() - 60_000,
    version: 1,
    ...change,
  };
};

/** Members of the server inside the page; put it before its other answers. */
export class FakeMembers {
  readonly members = new Map<string, MemberDetail>();
  seatLimit: number | null = null;
  /** What the next write is refused with. */
  refusal: Response | null = null;

  constructor(server: FakeServer) {
    const others = server.answerer;
    server.answerer = (method, path, body) =>
      path.startsWith("/accounts/members")
        ? this.#answer(method, path.split("/").slice(3), body as SaveMember, server)
        : (others?.(method, path, body) ?? null);
  }

  add(...members: MemberDetail[]): void {
    for (const member of members) this.members.set(member.memberId, member);
  }

  #answer(method: string, [memberId, act]: string[], body: SaveMember, server: FakeServer): Response {
    if (method === "GET" && memberId === undefined)
      return this.#list(server.requests.findLast((one) => one.includes("/accounts/members")) ?? "");
    const member = this.members.get(memberId ?? "");
    if (method !== "GET" && this.refusal) {
      const refused = this.refusal;
      this.refusal = null;
      return refused;
    }
    if (memberId === undefined) return this.#save(null, body);
    if (!member) return json({ code: "not_found", retryable: false }, 404);
    if (method === "PUT") return this.#save(member, body);
    if (method === "DELETE") return this.#set(member, { state: "inactive" });
    if (act === "withdraw") this.members.delete(memberId);
    if (act === "reactivate") return this.#set(member, { state: "active" });
    if (act === "resend") return this.#set(member, { linkExpiresAt: Date.now() + 7 * DAY_MS });
    return json(member);
  }

  #list(request: string): Response {
    const query = new URL(request.split(" ")[1] ?? "/", location.href).searchParams;
    const words = (query.get("q") ?? "").toLowerCase();
    const found = [...this.members.values()].filter(
      ({ name, email, role, state }) =>
        `${name} ${email}`.toLowerCase().includes(words) &&
        (query.get("role") ?? role) === role &&
        (query.get("state") ?? state) === state,
    );
    const used = [...this.members.values()].filter(({ role, state }) => role !== "admin" && state !== "inactive");
    const from = Number(query.get("cursor") ?? 0);
    const end = from + Number(query.get("limit") ?? 50);
    return json({
      members: found.slice(from, end),
      nextCursor: end < found.length ? String(end) : null,
      seats: { used: used.length, limit: this.seatLimit },
    });
  }

  #save(member: MemberDetail | null, body: SaveMember): Response {
    const { version, ...given } = normalisePerson(body);
    const bad: BadField[] = checkMember(body);
    const isTaken = [...this.members.values()].some(
      (one) => one.memberId !== member?.memberId && one.email === given.email,
    );
    if (isTaken) bad.push({ pointer: "/email", code: "member.exists" });
    if (bad.length > 0) return json({ code: bad[0]?.code, retryable: false, errors: bad }, 422);
    if (member && member.version !== version)
      return json({ code: "conflict", retryable: false, params: { name: "Ayu" }, current: member }, 409);
    const memberId = member?.memberId ?? `mem_${this.members.size + 1}`;
    const isKnown = given.email.startsWith("known@");
    const fresh = { state: isKnown ? "waiting" : "invited", linkExpiresAt: Date.now() + 7 * DAY_MS } as const;
    const base = member ?? memberDetail({ memberId, ...fresh, lastSeenAt: null });
    return this.#set(base, { ...given, name: fullName(given), version: base.version + 1 });
  }

  #set(member: MemberDetail, patch: Partial<MemberDetail>): Response {
    const next = { ...member, ...patch };
    this.members.set(next.memberId, next);
    return json(next);
  }
}

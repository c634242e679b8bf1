import type { TokenScope } from "../../protocol/embed.ts";
import { ACTIONS, allows, canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import { app } from "../../worker/app.ts";
import { mayCall } from "../../worker/http/endpoint.ts";
import { signMemberToken, verifyAccessToken } from "../../worker/http/tokens.ts";
import type { OrganizationConfig } from "../../worker/organization/contract.ts";
import { endOf, identityIn } from "../../worker/organization/members.ts";
import { defaultSettings } from "../../worker/settings/defaults.ts";
import { figure, percent, type Section, table, verdict } from "../support/section.ts";

const SECRET = Buffer.alloc(32, 7).toString("base64url");
const ORIGIN = "https://portal.example";
const MEMBERS = 200;
const API_TOKENS = 20;
/** What the check may cost: nothing anybody could notice beside the network. */
const CHECK_MAX_US = 200;

const scope: TokenScope = {
  apiTokenId: `apt_${API_TOKENS - 1}`,
  origin: ORIGIN,
  components: ["inbox"],
  integrationIds: ["int_a", "int_b"],
  divisionIds: [null, "div_a"],
  contactId: null,
  isReadOnly: false,
};
const settings = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };
const memberOf = (index: number): OrganizationConfig["members"][number] => ({
  memberId: `mem_${index}`,
  name: `Dewi ${index}`,
  role: "agent",
  isActive: true,
  divisionIds: ["div_a"],
  isRestricted: false,
});
const config = {
  organizationId: "org_aaaaaaaaaaaaaaaa",
  name: "Toko",
  timeZone: "Asia/Jakarta",
  language: "id",
  version: 1,
  settings,
  sections: { ...defaultSettings("Asia/Jakarta"), embedding: { origins: [ORIGIN] } },
  divisions: [],
  members: Array.from({ length: MEMBERS }, (_, index) => memberOf(index)),
  integrations: [],
  tags: [{ tagId: "tag_a", name: "refund" }],
  apiTokens: Array.from({ length: API_TOKENS }, (_, index) => ({ apiTokenId: `apt_${index}`, expiresAt: null })),
} as unknown as OrganizationConfig;

/** Nanoseconds a call, the best of several rounds: what the machine does beside it only ever adds. */
async function cost(rounds: number, calls: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    for (let call = 0; call < calls; call += 1) await work();
    best = Math.min(best, ((performance.now() - startedAt) * 1e6) / calls);
  }
  return best;
}

/** The same without waiting, for what answers at once. */
function costNow(rounds: number, calls: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    for (let call = 0; call < calls; call += 1) work();
    best = Math.min(best, ((performance.now() - startedAt) * 1e6) / calls);
  }
  return best;
}

export const permissions: Section = {
  name: "permissions",
  title: "What checking a right costs",
  async run(pace) {
    const [rounds, calls] = pace.isQuick ? [3, 20_000] : [10, 200_000];
    const member = identityIn(config, { memberId: `mem_${MEMBERS - 1}`, scope }) as MemberIdentity;
    const { token } = await signMemberToken(SECRET, { member, origin: ORIGIN });
    const room = {
      organizationId: member.organizationId,
      status: "unassigned" as const,
      divisionId: "div_a",
      integrationId: "int_b",
      contactId: "con_a",
      participantIds: [],
    };
    const one = { audience: "member", method: "GET", action: "menu.inbox" } as const;
    let at = 0;
    const rights = costNow(rounds, calls, () => allows(member, ACTIONS[at++ % ACTIONS.length] ?? "menu.inbox"));
    const sight = costNow(rounds, calls, () => canSeeRoom(member, room));
    const standing = costNow(rounds, calls / 10, () => [identityIn(config, member), endOf(config, member, 1)]);
    const door = costNow(rounds, calls, () => mayCall(member, one));
    const signature = await cost(rounds, calls / 100, () => verifyAccessToken(SECRET, "member", token));
    const whole = await withoutLog(() => cost(rounds, calls / 100, () => ask(token)));
    const checkUs = (signature + standing + door) / 1000;
    return [
      verdict(
        `finding out who asks and what they may do costs less than ${CHECK_MAX_US} µs of each request`,
        checkUs < CHECK_MAX_US,
        `${figure(checkUs)} µs, ${percent((checkUs * 1000) / whole)} of a request that needs no database`,
      ),
      "",
      table(
        [`a portal's token, ${MEMBERS} members, ${API_TOKENS} API tokens, configuration at hand`, "µs"],
        [
          ["`allows`: may this caller do that", figure(rights / 1000, 3)],
          ["`canSeeRoom` with a cut", figure(sight / 1000, 3)],
          ["what the endpoint asks before anything is read", figure(door / 1000, 3)],
          ["does the token still hold, and as whom (EMBED-11, ROLE-23)", figure(standing / 1000, 2)],
          ["the token's signature", figure(signature / 1000, 1)],
          ["a whole request, `GET /api/v1/tags`, without the network", figure(whole / 1000, 1)],
        ],
      ),
    ].join("\n");
  },
};

async function ask(token: string): Promise<void> {
  const env = { SAPA_SECRET: SECRET, ORGANIZATION: { getByName: () => ({ config: async () => config }) } };
  const headers = { origin: ORIGIN, authorization: `Bearer ${token}` };
  const response = await app.fetch(new Request("https://sapa.example/api/v1/tags", { headers }), env);
  if (response.status !== 200) throw new Error(`GET /api/v1/tags answered ${response.status}`);
  await response.arrayBuffer();
}

/** A line for each of so many requests would cost more than they do. */
async function withoutLog<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => {};
  try {
    return await work();
  } finally {
    console.log = log;
  }
}

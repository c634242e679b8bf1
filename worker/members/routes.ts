import {
  type MemberDetail,
  memberDetailSchema,
  memberPageSchema,
  memberQuerySchema,
  type SaveMember,
  saveMemberSchema,
} from "../../protocol/accounts.schema.ts";
import { refusal } from "../../protocol/codes.ts";
import { databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { DESK_RATE, overRate } from "../http/rate.ts";
import { decideDeactivate, decideReactivate, decideResend, decideWithdraw } from "./leave.ts";
import { memberPage } from "./list.ts";
import { decideAddMember, decideSaveMember } from "./save.ts";
import { changeMembers } from "./scope.ts";
import { memberDetail } from "./store.ts";

const PATH = "/api/v1/accounts/members";
const ONE = `${PATH}/:memberId`;
const ADMIN = { audience: "member", action: "member.edit" } as const;
const RESENDS = { name: "member.resend", max: 5, windowMs: 15 * 60_000 };

const idIn = (c: AppContext): string => c.req.param("memberId") ?? "";
const organizationIn = (c: AppContext): string => c.get("member").member.organizationId;

const list = endpoint(
  {
    ...ADMIN,
    method: "GET",
    path: PATH,
    rate: DESK_RATE,
    summary: "Members by name, inactive and invited ones too, and how many seats are taken",
    query: memberQuerySchema,
    answer: memberPageSchema,
  },
  async ({ c, query }) => {
    const organizationId = organizationIn(c);
    const page = await memberPage(databaseFor(c.env, organizationId), organizationId, query);
    return page === null ? refuse(refusal("bad_request")) : answer(page);
  },
);

const detail = endpoint(
  {
    ...ADMIN,
    method: "GET",
    path: ONE,
    summary: "One member",
    answer: memberDetailSchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const organizationId = organizationIn(c);
    const found = await memberDetail(databaseFor(c.env, organizationId), organizationId, idIn(c));
    return found === null ? refuse(refusal("not_found")) : answer(found);
  },
);

const SAVING = {
  ...ADMIN,
  body: saveMemberSchema,
  answer: memberDetailSchema,
  outOfRange: "settings.invalid",
} as const;

const add = endpoint<SaveMember, undefined, MemberDetail>(
  {
    ...SAVING,
    method: "POST",
    path: PATH,
    summary: "A new member, who is mailed a link to choose a password, or to show the one of the account there is",
    codes: [
      ...(["required", "too_long", "profile.email", "profile.phone", "settings.invalid", "settings.limit"] as const),
      ...(["member.exists", "role.seats", "rate_limited"] as const),
    ],
  },
  ({ c, body }) => changeMembers(c, (scope) => decideAddMember(scope, body)),
);

const save = endpoint<SaveMember, undefined, MemberDetail>(
  {
    ...SAVING,
    method: "PUT",
    path: ONE,
    summary:
      "Change a member, if it is still the version that was read; another email has to be confirmed by its owner",
    codes: [
      ...(["not_found", "conflict", "required", "too_long", "profile.email", "profile.phone"] as const),
      ...(["settings.invalid", "member.exists", "member.owner", "member.self", "role.last_admin"] as const),
      ...(["role.seats", "rate_limited"] as const),
    ],
  },
  ({ c, body }) => changeMembers(c, (scope) => decideSaveMember(scope, idIn(c), body)),
);

const deactivate = endpoint(
  {
    ...ADMIN,
    method: "DELETE",
    path: ONE,
    summary: "Deactivate a member: sessions end, rooms lose them, the name stays; who never came is forgotten",
    codes: ["not_found", "role.last_admin", "member.self"],
  },
  ({ c }) => changeMembers(c, (scope) => decideDeactivate(scope, idIn(c))),
);

const reactivate = endpoint(
  {
    ...ADMIN,
    method: "POST",
    path: `${ONE}/reactivate`,
    summary: "Take a deactivated member back",
    answer: memberDetailSchema,
    codes: ["not_found", "role.seats", "rate_limited"],
  },
  ({ c }) => changeMembers(c, (scope) => decideReactivate(scope, idIn(c))),
);

const resend = endpoint(
  {
    ...ADMIN,
    method: "POST",
    path: `${ONE}/resend`,
    summary: "Mail a new link to a member who is waited for; the one before ends",
    answer: memberDetailSchema,
    codes: ["not_found", "rate_limited"],
  },
  async ({ c }) => {
    const tooMany = overRate(c, RESENDS, [organizationIn(c), idIn(c)]);
    return tooMany ? refuse(tooMany) : changeMembers(c, (scope) => decideResend(scope, idIn(c)));
  },
);

const withdraw = endpoint(
  {
    ...ADMIN,
    method: "POST",
    path: `${ONE}/withdraw`,
    summary: "Take an invitation back; its link opens nothing any more",
    codes: ["not_found"],
  },
  ({ c }) => changeMembers(c, (scope) => decideWithdraw(scope, idIn(c))),
);

export const memberEndpoints: Endpoint[] = [list, detail, add, save, deactivate, reactivate, resend, withdraw];

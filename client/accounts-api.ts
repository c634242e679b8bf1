import type { MemberDetail, MemberPage, MemberQuery, SaveMember } from "../protocol/accounts.schema.ts";
import { type ApiOptions, apiCall, type Cancel, pathOf, withQuery } from "./api-call.ts";

/**
 * Members of the organization, for admins (ROLE-10, 18..22). Every call rejects with ProblemError, SignInNeeded, or what
 * `fetch` rejects with; a save that somebody else overtook with `conflict` (GEN-11).
 */
export interface AccountsApi {
  /** By name; `cursor` from the page before. */
  members(query: Partial<MemberQuery>, cancel?: Cancel): Promise<MemberPage>;
  member(memberId: string, cancel?: Cancel): Promise<MemberDetail>;
  /** Invites, or asks the owner of an account that exists for its password. */
  addMember(member: SaveMember): Promise<MemberDetail>;
  /** `version` as read. */
  changeMember(memberId: string, member: SaveMember): Promise<MemberDetail>;
  deactivate(memberId: string): Promise<void>;
  reactivate(memberId: string): Promise<MemberDetail>;
  /** A new link for somebody who has not joined; the earlier one ends. */
  resend(memberId: string): Promise<MemberDetail>;
  withdraw(memberId: string): Promise<void>;
}

export function createAccountsApi(options: ApiOptions): AccountsApi {
  const call = apiCall(options);
  const path = (...rest: string[]): string => pathOf("accounts", "members", ...rest);
  const post = <T>(...rest: string[]): Promise<T> => call(path(...rest), { method: "POST" });

  return {
    members: (query, cancel) => call(withQuery(path(), query), cancel),
    member: (memberId, cancel) => call(path(memberId), cancel),
    addMember: (body) => call(path(), { method: "POST", body }),
    changeMember: (memberId, body) => call(path(memberId), { method: "PUT", body }),
    deactivate: (memberId) => call(path(memberId), { method: "DELETE" }),
    reactivate: (memberId) => post(memberId, "reactivate"),
    resend: (memberId) => post(memberId, "resend"),
    withdraw: (memberId) => post(memberId, "withdraw"),
  };
}

import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { ROLES } from "./roles.ts";

/** People and their accounts: what sign-in, mailed links, the own profile and Settings > User say over HTTP (AUTH, ROLE-10, 18). */
const text = z.string().max(1000);
const id = z.string().max(80);
const password = z.string().max(1024);

/** AUTH-20: whom people may ask for help. */
export const supportContactSchema = z.object({ text: z.string(), url: z.string() });
export type SupportContact = z.infer<typeof supportContactSchema>;

/** GET /auth/options: what the sign-in screens show before anybody is known (AUTH-18, 20). */
export const signInOptionsSchema = z.object({
  providers: z.array(z.object({ providerId: z.string(), name: z.string() })),
  support: supportContactSchema.nullable(),
});
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

/** POST /auth/sign-in where a one-time code is asked for (AUTH-16); `sentTo` is masked. */
export const codeAskedSchema = z.object({ challenge: z.string(), sentTo: z.string(), expiresAt: z.int() });
export type CodeAsked = z.infer<typeof codeAskedSchema>;
/** POST /auth/code */
export const enterCodeSchema = z.strictObject({ challenge: z.string().max(200), code: z.string().max(20) });
/** POST /auth/code/again: the earlier code of this challenge ends. */
export const resendCodeSchema = z.strictObject({ challenge: z.string().max(200) });

/** POST /auth/forgot: the answer is the same whether or not anybody has this email (AUTH-9). */
export const forgotPasswordSchema = z.strictObject({
  email: z.string().min(1).max(LIMITS.emailLength),
  language: z.enum(["en", "id"]),
});

/**
 * Mailed links. Their token stands behind the `#` of an address of the shell, which no browser sends anywhere, and goes
 * to the server in bodies only: `reset` (AUTH-9), `invitation` (AUTH-15), `verification` (AUTH-14).
 */
export const ACCOUNT_LINK_KINDS = ["reset", "invitation", "verification"] as const;
export type AccountLinkKind = (typeof ACCOUNT_LINK_KINDS)[number];
/** POST /auth/links: what the link is for. */
export const openLinkSchema = z.strictObject({ token: z.string().max(200) });
export const openedLinkSchema = z.object({
  kind: z.enum(ACCOUNT_LINK_KINDS),
  email: z.string(),
  name: z.string(),
  /** null for a reset, which belongs to no organization. */
  organizationName: z.string().nullable(),
  expiresAt: z.int(),
});
export type OpenedLink = z.infer<typeof openedLinkSchema>;
/** POST /auth/links/use: the new password, or for a verification the one the account has. */
export const useLinkSchema = z.strictObject({ token: z.string().max(200), password });

/** GET and PUT /auth/profile (AUTH-19). The person's, in every organization. */
export const ownProfileSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable(),
  language: z.enum(["en", "id"]).nullable(),
  /** Whether a sound tells of new messages. */
  sound: z.boolean(),
  /** Address of the photo on this server; null: none. */
  photoUrl: z.string().nullable(),
});
export type OwnProfile = z.infer<typeof ownProfileSchema>;
export const saveOwnProfileSchema = z.strictObject({
  firstName: text,
  lastName: text,
  phone: text.nullable(),
  language: z.enum(["en", "id"]).nullable(),
  sound: z.boolean(),
});
export type SaveOwnProfile = z.infer<typeof saveOwnProfileSchema>;

/** `invited`: sets a password first (AUTH-15); `waiting`: must show the account's password (AUTH-14); `inactive`: ROLE-22. */
export const MEMBER_STATES = ["active", "invited", "waiting", "inactive"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** GET /api/v1/accounts/members/:memberId, and a row of the list. */
export const memberDetailSchema = z.object({
  memberId: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: z.enum(ROLES),
  isOwner: z.boolean(),
  /** Supervisors only: sees the own divisions and no others (ROLE-3). */
  isRestricted: z.boolean(),
  divisionIds: z.array(z.string()),
  state: z.enum(MEMBER_STATES),
  /** End of the invitation or verification that is under way. */
  linkExpiresAt: z.int().nullable(),
  createdAt: z.int(),
  lastSeenAt: z.int().nullable(),
  version: z.int().positive(),
});
export type MemberDetail = z.infer<typeof memberDetailSchema>;

/** GET /api/v1/accounts/members: by name, 50 a page. */
export const memberQuerySchema = z.object({
  q: z.string().max(LIMITS.searchTextLength).default(""),
  role: z.enum(ROLES).optional(),
  state: z.enum(MEMBER_STATES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(LIMITS.listPage),
});
export type MemberQuery = z.infer<typeof memberQuerySchema>;
export const memberPageSchema = z.object({
  members: z.array(memberDetailSchema),
  nextCursor: z.string().nullable(),
  /** ROLE-21: active and pending supervisors and agents; `limit` null: as many as one likes. */
  seats: z.object({ used: z.int(), limit: z.int().nullable() }),
});
export type MemberPage = z.infer<typeof memberPageSchema>;

/** POST /api/v1/accounts/members (without `version`) and PUT /api/v1/accounts/members/:memberId. */
export const saveMemberSchema = z.strictObject({
  firstName: text,
  lastName: text,
  phone: text.nullable(),
  email: text,
  role: z.enum(ROLES),
  isRestricted: z.boolean(),
  divisionIds: z.array(id).max(200),
  version: z.int().positive().optional(),
});
export type SaveMember = z.infer<typeof saveMemberSchema>;

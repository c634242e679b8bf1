/**
 * Every refusal a client can meet, over socket and HTTP alike. `status` is the HTTP status, `retryable` says whether the
 * same request may succeed later unchanged, `action` what a client does next. `title` is safe to show to developers;
 * people see the texts of the interface's own catalogues.
 */
export type ClientAction = "fix" | "retry" | "reload" | "sign-in" | "drop";

type CodeEntry = { status: number; retryable: boolean; action: ClientAction; title: string };

export const CODES = {
  bad_request: { status: 400, retryable: false, action: "fix", title: "The request is not valid" },
  bad_json: { status: 400, retryable: false, action: "fix", title: "The body is not valid JSON" },
  too_deep: {
    status: 400,
    retryable: false,
    action: "fix",
    title: "The JSON is nested too deeply or has too many keys",
  },
  too_large: { status: 413, retryable: false, action: "fix", title: "The request is larger than allowed" },
  unsupported_media_type: { status: 415, retryable: false, action: "fix", title: "Send application/json" },
  unauthenticated: { status: 401, retryable: false, action: "sign-in", title: "Sign-in is needed" },
  token_expired: { status: 401, retryable: false, action: "sign-in", title: "The token has ended; renew it" },
  csrf: { status: 403, retryable: false, action: "reload", title: "The CSRF token is missing or wrong" },
  forbidden: { status: 403, retryable: false, action: "drop", title: "This role or token may not do that" },
  not_found: { status: 404, retryable: false, action: "drop", title: "There is no such thing" },
  "widget.origin": { status: 403, retryable: false, action: "drop", title: "This widget belongs to another domain" },
  "widget.too_fast": {
    status: 429,
    retryable: true,
    action: "retry",
    title: "You are sending too fast, wait a moment",
  },
  "widget.slash": { status: 422, retryable: false, action: "fix", title: "Remove the / at the end of the domain" },
  "widget.domain": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Give scheme and host only, for example https://shop.example",
  },
  "widget.colour": { status: 422, retryable: false, action: "fix", title: "Give a colour as #rrggbb" },
  "widget.challenge": {
    status: 403,
    retryable: false,
    action: "fix",
    title: "Answer the challenge in params, and send again with the proof",
  },
  "widget.identity": {
    status: 401,
    retryable: false,
    action: "sign-in",
    title: "The identity token is not valid or has ended; get another one from your server",
  },
  "widget.signed_only": {
    status: 403,
    retryable: false,
    action: "sign-in",
    title: "Only signed-in people can chat here",
  },
  "widget.off": { status: 409, retryable: false, action: "drop", title: "This chat is switched off" },
  "profile.email": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Give an email address such as name@example.com",
  },
  "profile.phone": { status: 422, retryable: false, action: "fix", title: "Give a phone number with 8 to 15 digits" },
  "choice.gone": { status: 409, retryable: false, action: "drop", title: "This choice is no longer there" },
  "survey.question": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Write the question in 20 to 300 characters",
  },
  "webchat.secret_lost": {
    status: 409,
    retryable: false,
    action: "fix",
    title: "This secret cannot be opened any more; make a new one",
  },
  "survey.ended": { status: 409, retryable: false, action: "drop", title: "This survey has ended" },
  rate_limited: { status: 429, retryable: true, action: "retry", title: "Too many requests, wait a moment" },
  too_many_sockets: { status: 429, retryable: true, action: "retry", title: "Too many open connections" },
  version_too_old: {
    status: 426,
    retryable: false,
    action: "reload",
    title: "This version is no longer supported; reload",
  },
  id_conflict: { status: 409, retryable: false, action: "drop", title: "This id was used for another command" },
  conflict: { status: 409, retryable: false, action: "fix", title: "Someone changed this meanwhile" },
  required: { status: 422, retryable: false, action: "fix", title: "A required field is missing" },
  too_long: { status: 422, retryable: false, action: "fix", title: "A field is too long" },
  "msg.too_long": { status: 422, retryable: false, action: "fix", title: "The message is too long" },
  "room.resolved": { status: 409, retryable: false, action: "drop", title: "The conversation is resolved" },
  "room.campaign": { status: 409, retryable: false, action: "drop", title: "The customer has not written yet" },
  "room.not_open": { status: 409, retryable: false, action: "drop", title: "No open conversation in this room" },
  "room.tags": { status: 422, retryable: false, action: "fix", title: "A conversation has at most 20 tags" },
  "session.expired": { status: 422, retryable: false, action: "drop", title: "The session has expired" },
  "assign.taken": { status: 409, retryable: false, action: "drop", title: "The room is already taken" },
  "assign.not_member": { status: 409, retryable: false, action: "drop", title: "This member does not take part" },
  "assign.not_eligible": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "This member cannot be given the room",
  },
  "msg.file_size": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "The file is larger than this channel takes",
  },
  "msg.file_type": { status: 422, retryable: false, action: "fix", title: "This kind of file is not allowed" },
  "msg.file_gone": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "The upload has ended; attach the file again",
  },
  "msg.schedule_time": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Choose a time in the future, at most 90 days ahead",
  },
  "msg.schedule_gone": {
    status: 409,
    retryable: false,
    action: "drop",
    title: "This scheduled message was sent or cancelled meanwhile",
  },
  "msg.schedule_limit": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "A room has at most 20 scheduled messages",
  },
  "note.gone": { status: 409, retryable: false, action: "drop", title: "This note is no longer there" },
  "block.room_resolved": {
    status: 422,
    retryable: false,
    action: "drop",
    title: "Only unresolved chats can be blocked",
  },
  "block.active": { status: 409, retryable: false, action: "drop", title: "The contact is blocked" },
  "block.not_blocked": { status: 409, retryable: false, action: "drop", title: "The contact is not blocked" },
  "session.order": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Expiring must come before expired, both in half hours, at most 72 hours",
  },
  "resolve_all.running": {
    status: 409,
    retryable: false,
    action: "drop",
    title: "Resolving expired rooms is already under way",
  },
  "resolve_all.nothing": { status: 422, retryable: false, action: "fix", title: "There is no room to resolve" },
  "bulk.too_many": { status: 422, retryable: false, action: "fix", title: "At most 100 rooms at once" },
  "hours.order": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "The end must come after the start, without overlap",
  },
  "quick.title": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Use 3 to 32 letters, digits or dashes that no other template has",
  },
  "tag.exists": { status: 422, retryable: false, action: "fix", title: "This tag exists already" },
  "division.exists": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "A division with this name exists already",
  },
  "filter.exists": { status: 422, retryable: false, action: "fix", title: "A filter with this name exists already" },
  "settings.invalid": { status: 422, retryable: false, action: "fix", title: "The value is outside what is allowed" },
  "settings.url": { status: 422, retryable: false, action: "fix", title: "Use a public https address" },
  "settings.limit": { status: 422, retryable: false, action: "fix", title: "There are as many as there may be" },
  "search.too_old": { status: 422, retryable: false, action: "fix", title: "Search reaches at most two years back" },
  room_backlog_full: {
    status: 503,
    retryable: true,
    action: "retry",
    title: "The room cannot take more until its backlog is stored",
  },
  "search.short": { status: 422, retryable: false, action: "fix", title: "Type at least 2 characters" },
  "auth.wrong": { status: 401, retryable: false, action: "fix", title: "Email or password is wrong" },
  "auth.too_many": { status: 429, retryable: true, action: "retry", title: "Too many failed sign-ins" },
  "auth.password": { status: 422, retryable: false, action: "fix", title: "The password breaks a rule" },
  "auth.link": {
    status: 410,
    retryable: false,
    action: "drop",
    title: "This link has ended or was used; ask for a new one",
  },
  "auth.code": { status: 401, retryable: false, action: "fix", title: "The code is wrong" },
  "auth.code_ended": { status: 410, retryable: false, action: "sign-in", title: "The code has ended; sign in again" },
  "auth.provider": {
    status: 401,
    retryable: false,
    action: "sign-in",
    title: "The provider did not vouch for an email of a member here",
  },
  "member.exists": { status: 422, retryable: false, action: "fix", title: "This email is a member here already" },
  "member.owner": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Only the owner and the Operator change the owner's email",
  },
  "member.self": { status: 422, retryable: false, action: "drop", title: "Nobody takes away the own rights" },
  "role.last_admin": {
    status: 422,
    retryable: false,
    action: "drop",
    title: "The owner and the last admin stay admins",
  },
  "role.seats": { status: 422, retryable: false, action: "fix", title: "All seats are taken" },
  "contact.phone": { status: 422, retryable: false, action: "fix", title: "Write 628123456789" },
  "contact.exists": {
    status: 409,
    retryable: false,
    action: "fix",
    title: "Another contact has this number or account",
  },
  "contact.identity": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Give a phone number or an email address",
  },
  "contact.field": { status: 422, retryable: false, action: "fix", title: "The value does not fit this field" },
  "contact.open_room": {
    status: 409,
    retryable: false,
    action: "drop",
    title: "The contact has a room that is not resolved",
  },
  "contact.name": { status: 422, retryable: false, action: "fix", title: "Type the name as it stands" },
  "contact.same": { status: 422, retryable: false, action: "fix", title: "Choose another contact" },
  "contact.fields": { status: 422, retryable: false, action: "fix", title: "A field can be hidden, not taken away" },
  "embed.origin": { status: 403, retryable: false, action: "drop", title: "This origin is not among the allowed ones" },
  "embed.member": { status: 422, retryable: false, action: "fix", title: "There is no such active member" },
  "embed.scope": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "An integration, division or contact of the token does not exist",
  },
  "sign_in.no_mail": { status: 422, retryable: false, action: "fix", title: "This server cannot send mail" },
  "operator.name": { status: 422, retryable: false, action: "fix", title: "Type the name as it stands" },
  "operator.email_unknown": { status: 422, retryable: false, action: "fix", title: "No account has this email" },
  "operator.email_taken": { status: 422, retryable: false, action: "fix", title: "Another account has this email" },
  "oidc.address": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "Give complete https addresses without # and without a user; http for localhost only",
  },
  "oidc.issuer": {
    status: 422,
    retryable: false,
    action: "fix",
    title: "No OpenID Connect provider answers at this address",
  },
  unavailable: { status: 503, retryable: true, action: "retry", title: "Temporarily unavailable, try again" },
  overloaded: { status: 503, retryable: true, action: "retry", title: "Too busy, try again shortly" },
  internal: { status: 500, retryable: true, action: "retry", title: "Something failed on our side" },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof CODES;

/** An expected failure, as a value. `retryAfterMs` only where waiting helps; `fields` only for 422. */
export type Refusal = {
  code: Code;
  retryAfterMs?: number;
  /** Evidence that is safe to show, for example `{ name: "Dewi" }` for `assign.taken`. */
  params?: Record<string, string | number>;
  fields?: { pointer: string; code: Code }[];
  /** For `conflict` over HTTP: what stands there now, as its GET would answer it (GEN-11). */
  current?: object;
};

export const refusal = (code: Code, extra: Omit<Refusal, "code"> = {}): Refusal => ({ code, ...extra });

import { type Refusal, refusal } from "../../../protocol/codes.ts";
import type { VisitorProfile } from "../../../protocol/webchat.schema.ts";
import { checkProfile, normaliseProfile } from "../../../protocol/webchat-rules.ts";
import type { RoomContext } from "../contract.ts";
import { accept, type Decision, type EventDraft, refuse } from "./commands.ts";
import { CONTACT_FIELDS, type ContactField, type RoomState } from "./state.ts";
import { updateWaitMs } from "./visitor-updates.ts";

type Details = Partial<Record<ContactField, string>>;

/** WIDGET-11, 19: what the visitor or the page says of them. It never stands over what staff or a signed identity said. */
export function updateProfile(state: RoomState, context: RoomContext, given: VisitorProfile, now: number): Decision {
  const bad = checkProfile(given)[0];
  if (bad) return { ok: false, refusal: asRefusal(bad) };
  const profile = plain(normaliseProfile(given));
  if (state.isBlocked) return accept();
  if (state.room === null)
    return { ok: true, events: [], context: { ...context, typed: { ...context.typed, ...profile } } };
  const changes = changesIn(profile, (field, value) => !state.said[field] && value !== state.contact[field]);
  if (changes === null) return accept();
  const retryAfterMs = updateWaitMs(state, now);
  if (retryAfterMs > 0) return refuse("widget.too_fast", { retryAfterMs });
  const actor = { type: "contact", id: context.contactId } as const;
  return accept({ type: "contact.updated", actor, ...changes, isVerified: false });
}

/**
 * What the site's server says of a person (WIDGET-19): at once if the room has a log, else kept for its first event. What
 * staff wrote stays.
 */
export function decideIdentity(state: RoomState, context: RoomContext, known: RoomContext): Decision {
  // What the person has said of themselves meanwhile stays.
  const { typed } = known;
  if (state.room === null) return { ok: true, events: [], context: typed ? { ...context, typed } : context };
  const changes = changesIn(
    detailsOf(context),
    (field, value) => state.said[field] !== "staff" && (value !== state.contact[field] || !state.said[field]),
  );
  if (changes === null && state.isSigned) return accept();
  const actor = { type: "contact", id: context.contactId } as const;
  return accept({ type: "contact.updated", actor, ...changes, isVerified: true });
}

/** WIDGET-19: the room becomes one of a known contact's. Its visitor's sessions end with it, also before the first event. */
export function decideLink(
  state: RoomState,
  context: RoomContext,
  { contactId, name }: { contactId: string; name: string | null },
): Decision {
  if (context.isEnded) return context.contactId === contactId ? accept() : refuse("not_found");
  const ended = { ...context, contactId, isEnded: true } as const;
  if (state.room === null) return { ok: true, events: [], context: ended };
  const formerContactId = state.room.contactId;
  const actor = { type: "contact", id: formerContactId } as const;
  const linked = { type: "contact.linked", actor, contactId, formerContactId, name } as const;
  return { ok: true, events: [linked], context: ended };
}

/** How the room is called at its first event. */
export const firstName = (context: RoomContext): string | null => {
  const { contactName, typed } = context;
  return (isSigned(context) ? (contactName ?? typed?.name) : (typed?.name ?? contactName)) ?? null;
};

/** What was known before the room's first event, as the events that follow it; the name stands in `room.created`. */
export function profileIn(context: RoomContext): EventDraft[] {
  const actor = { type: "contact", id: context.contactId } as const;
  const known = detailsOf(context);
  const { name: _, ...typed } = isSigned(context)
    ? { ...plain(context.typed), ...known }
    : { ...known, ...plain(context.typed) };
  const unsigned = changesIn(typed, (field) => !isSigned(context) || known[field] === undefined);
  return [
    ...(isSigned(context) ? [{ type: "contact.updated" as const, actor, ...known, isVerified: true }] : []),
    ...(unsigned === null ? [] : [{ type: "contact.updated" as const, actor, ...unsigned, isVerified: false }]),
  ];
}

const isSigned = ({ profile }: RoomContext): boolean => profile?.isVerified === true;

function changesIn(details: Details, isWanted: (field: ContactField, value: string) => boolean): Details | null {
  const changes: Details = {};
  for (const field of CONTACT_FIELDS) {
    const value = details[field];
    if (value && isWanted(field, value)) changes[field] = value;
  }
  return Object.keys(changes).length === 0 ? null : changes;
}

const detailsOf = ({ contactName, profile = { isVerified: false } }: RoomContext): Details =>
  plain({
    ...(contactName ? { name: contactName } : {}),
    ...(profile.email ? { email: profile.email } : {}),
    ...(profile.phone ? { phone: profile.phone } : {}),
  });

/** CONTACT-3: of a phone number its digits. */
const plain = (details: VisitorProfile = {}): Details =>
  details.phone === undefined ? details : { ...details, phone: details.phone.replaceAll(/\D/g, "") };

const asRefusal = ({ code, pointer, params }: ReturnType<typeof checkProfile>[number]): Refusal =>
  refusal(code, { ...(params ? { params } : {}), fields: [{ pointer, code }] });

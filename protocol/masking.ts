import type { MemberIdentity } from "./roles.ts";
import type { RoomEvent, RoomSummary } from "./room-events.schema.ts";
import type { VisitorContext } from "./room-frames.schema.ts";

/** CONTACT-8: phone numbers and addresses as agents see them while the organization masks contacts. Pure. */
const HIDDEN = "****";
const HEAD_MAX = 5;
const TAIL_MAX = 2;

/** Channels whose identity of a customer is a phone number or an address. */
const ADDRESS_CHANNELS: ReadonlySet<string> = new Set(["wa_cloud", "wa", "email"]);

export const seesMasked = (member: Pick<MemberIdentity, "role" | "settings">): boolean =>
  member.role === "agent" && member.settings.contactMasking;

/**
 * `6281234567889` becomes `62812****89`. At most the first five and the last two characters stay, fewer of a short
 * value, and of an email address nothing of the host but its end. Empty stays empty; masking twice changes nothing.
 */
export function maskContact(value: string): string {
  if (value === "" || value.includes(HIDDEN)) return value;
  const characters = [...value];
  const at = characters.indexOf("@");
  const head = Math.min(HEAD_MAX, Math.floor((at < 0 ? characters.length : at) / 2));
  const tail = Math.min(TAIL_MAX, Math.floor(characters.length / 5));
  return `${characters.slice(0, head).join("")}${HIDDEN}${characters.slice(characters.length - tail).join("")}`;
}

const masked = <T extends string | null | undefined>(value: T): T =>
  typeof value === "string" ? (maskContact(value) as T) : value;

/** At least seven digits and nothing that is no part of a number; or an email address. */
const ADDRESS = /^\+?(?:[\s().-]*\d){7,}[\s().-]*$|^\S+@\S+\.\S+$/;

/** A name that only repeats the hidden number or address is hidden with it, and so is one that is such, however written. */
const maskedName = <T extends string | null | undefined>(name: T, ...hidden: (string | null | undefined)[]): T =>
  typeof name === "string" && (ADDRESS.test(name) || hidden.some((value) => value === name)) ? masked(name) : name;

/** Before a site's own id of a person it has signed for, which may be their address or number (WIDGET-19). */
const SIGNED = "sub:";

const maskedId = (channel: string, externalId: string): string => {
  if (ADDRESS_CHANNELS.has(channel)) return maskContact(externalId);
  return externalId.startsWith(SIGNED) ? withoutAddresses(externalId) : externalId;
};

export function maskSummary(summary: RoomSummary): RoomSummary {
  const { channel, contact } = summary;
  const { name, email, phone, externalId } = contact;
  return {
    ...summary,
    contact: {
      ...contact,
      name: maskedName(name, email, phone, ADDRESS_CHANNELS.has(channel) ? externalId : null),
      email: masked(email),
      phone: masked(phone),
      externalId: maskedId(channel, externalId),
    },
  };
}

export function maskEvent(event: RoomEvent): RoomEvent {
  if (event.type === "room.created") {
    const { channel, externalId, contactName } = event;
    const isAddress = ADDRESS_CHANNELS.has(channel);
    return {
      ...event,
      externalId: maskedId(channel, externalId),
      contactName: maskedName(contactName, isAddress ? externalId : null),
    };
  }
  if (event.type === "contact.linked") return { ...event, name: maskedName(event.name) };
  if (event.type !== "contact.updated") return event;
  const { name, email, phone } = event;
  return { ...event, name: maskedName(name, email, phone), email: masked(email), phone: masked(phone) };
}

/**
 * An email address inside other words, also as an address writes it. Strangers choose the words: no part may be read in
 * more than one way or without end, or a few of them would keep the room busy.
 */
const EMAIL_WITHIN = /[^\s/?&=<>"'()@]{1,64}(?:@|%40)(?:[^\s/?&=<>"'()@.]{1,100}\.)+[^\s/?&=<>"'()@.]+/gi;
/** At least seven digits, as people write numbers; shorter ones and dates are none. */
const PHONE_WITHIN = /\+?\d(?:[\s().-]*\d){6,}/g;

const withoutEmails = (value: string): string =>
  value.replaceAll(EMAIL_WITHIN, (found) => maskContact(found.replaceAll(/%40/gi, "@")));

const withoutAddresses = (value: string): string =>
  withoutEmails(value).replaceAll(PHONE_WITHIN, (found) => maskContact(found));

/** What a page says of its visitor may hold their address or number anywhere (BEY-12). Numbers in addresses of pages are ids. */
export function maskVisitor(context: VisitorContext): VisitorContext {
  const { url, title, referrer } = context.page;
  const attributes = Object.entries(context.attributes).map(([name, value]) => {
    if (typeof value === "boolean") return [name, value] as const;
    const shown = withoutAddresses(String(value));
    return [name, shown === String(value) ? value : shown] as const;
  });
  return {
    ...context,
    page: { url: withoutEmails(url), title: withoutEmails(title), referrer: withoutEmails(referrer) },
    attributes: Object.fromEntries(attributes),
  };
}

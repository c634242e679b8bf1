import { v7 } from "uuid";

/** Ids are typed strings: a prefix that tells what they name, and a body that sorts by time where that helps the database. */
export type IdPrefix =
  | "acc"
  | "mem"
  | "div"
  | "tag"
  | "ses"
  | "vis"
  | "aud"
  | "jti"
  | "fil"
  | "qck"
  | "flt"
  | "not"
  | "job"
  | "con"
  | "apt"
  | "lnk"
  | "mai"
  | "pho"
  | "fld"
  | "grt"
  | "prv"
  | "app";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ORGANIZATION_BODY_LENGTH = 16;
const INTEGRATION_OWN_LENGTH = 10;

/** A new id such as `mem_0198f6…`, ordered by time. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${v7().replaceAll("-", "")}`;

/** A command id as clients make it: UUIDv7, kept for every retry over either transport. */
export const newCommandId = (): string => v7();

/** RFC 4648 base32, lower case, no padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}

const randomBody = (length: number): string =>
  base32(crypto.getRandomValues(new Uint8Array(Math.ceil((length * 5) / 8)))).slice(0, length);

export const newOrganizationId = (): string => `org_${randomBody(ORGANIZATION_BODY_LENGTH)}`;

/**
 * An integration's id contains its organization's, so that a webhook or a widget finds the organization object by
 * computing its name, without a query. It is an address and never a permission.
 */
export const newIntegrationId = (organizationId: string): string =>
  `int_${organizationId.slice(4)}${randomBody(INTEGRATION_OWN_LENGTH)}`;

const INTEGRATION_ID = new RegExp(`^int_([a-z2-7]{${ORGANIZATION_BODY_LENGTH}})[a-z2-7]{${INTEGRATION_OWN_LENGTH}}$`);
const ORGANIZATION_ID = new RegExp(`^org_[a-z2-7]{${ORGANIZATION_BODY_LENGTH}}$`);
const ROOM_ID = /^room_[a-z2-7]{26}$/;

/** The organization an integration id names, or undefined for anything that is not an integration id. */
export function organizationIdOf(integrationId: string): string | undefined {
  const body = INTEGRATION_ID.exec(integrationId)?.[1];
  return body === undefined ? undefined : `org_${body}`;
}

export const isOrganizationId = (text: string): boolean => ORGANIZATION_ID.test(text);
export const isRoomId = (text: string): boolean => ROOM_ID.test(text);

async function hashedId(prefix: string, ...parts: string[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\n")));
  return `${prefix}_${base32(new Uint8Array(digest)).slice(0, 26)}`;
}

/** The room of one identity on one integration: computed, never looked up. */
export const roomIdFor = (integrationId: string, contactExternalId: string): Promise<string> =>
  hashedId("room", integrationId, contactExternalId);

/** The visitor whom a signed identity names on one widget (WIDGET-19): the same person comes back to the same room. */
export const visitorIdFor = (integrationId: string, contactExternalId: string): Promise<string> =>
  hashedId("vis", integrationId, contactExternalId);

/** The contact first created for an identity; merging later points the identity elsewhere. */
export const contactIdFor = (organizationId: string, channel: string, contactExternalId: string): Promise<string> =>
  hashedId("con", organizationId, channel, contactExternalId);

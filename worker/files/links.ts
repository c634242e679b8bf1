import { createHmac, timingSafeEqual } from "node:crypto";
import type { FileLink } from "../../protocol/inbox.schema.ts";
import { TIMES } from "../../protocol/limits.ts";
import { derivedKey } from "../http/keys.ts";

/** Which file, of which room. Stands in its address and in its key in object storage. */
export type FilePlace = { organizationId: string; roomId: string; fileId: string };

const PURPOSE = "file link";
/** For so long the same file has the same address, so that a browser's cache can serve it. */
const STABLE_MS = 5 * 60_000;
const FILE_ID = /^fil_[0-9a-f]{32}$/;

export const isFileId = (text: string): boolean => FILE_ID.test(text);
export const keyOf = ({ organizationId, roomId, fileId }: FilePlace): string => `${organizationId}/${roomId}/${fileId}`;

const signatureOf = (key: Uint8Array, place: FilePlace, until: number): Buffer =>
  createHmac("sha256", key)
    .update(`${keyOf(place)}\n${until}`)
    .digest();

/** Addresses of a room's files, good for at most `TIMES.fileLinkMs`. Who may have them is the caller's question. */
export function linksFor(
  secret: string,
  room: Omit<FilePlace, "fileId">,
  fileIds: string[],
  now = Date.now(),
): FileLink[] {
  const key = derivedKey(secret, PURPOSE);
  const endsAt = Math.floor(now / STABLE_MS) * STABLE_MS + TIMES.fileLinkMs;
  return [...new Set(fileIds)].filter(isFileId).map((fileId) => {
    const place = { ...room, fileId };
    const signature = signatureOf(key, place, endsAt).toString("base64url");
    const url = `/files/${keyOf(place)}?until=${endsAt}&signature=${signature}`;
    return { fileId, url, downloadUrl: `${url}&download=1`, endsAt };
  });
}

/** Whether an address is one of ours and still holds; in constant time. */
export function isGoodLink(
  secret: string,
  place: FilePlace,
  until: string,
  signature: string,
  now = Date.now(),
): boolean {
  if (!/^\d{13}$/.test(until)) return false;
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(derivedKey(secret, PURPOSE), place, Number(until));
  return given.length === expected.length && timingSafeEqual(given, expected) && Number(until) > now;
}

import { errors, jwtVerify, SignJWT } from "jose";
import type { FileKind } from "../../protocol/files.ts";
import { TIMES } from "../../protocol/limits.ts";
import type { FileRef } from "../../protocol/room-events.schema.ts";
import { derivedKey } from "../http/keys.ts";

/** What an upload was found to be; whoever presents the ticket may send it into that one room. */
export type FileTicket = { organizationId: string; roomId: string; kind: FileKind; file: FileRef };

/** Tickets are signed by a key of their own and pinned by type and audience: no other token of ours passes for one. */
const ALGORITHM = "HS256";
const TYPE = "sapa-file+jwt";
const AUDIENCE = "sapa:file";
const PURPOSE = "file ticket";

/** A compact JWS, good for `TIMES.fileTicketMs` from `now` (ms UTC). */
export const signTicket = (secret: string, ticket: FileTicket, now = Date.now()): Promise<string> =>
  new SignJWT({ ticket })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + TIMES.fileTicketMs) / 1000))
    .sign(derivedKey(secret, PURPOSE));

/** null: forged, of another kind, or ended. Whether it is for this room is the caller's to compare. */
export async function verifyTicket(secret: string, token: string, now = Date.now()): Promise<FileTicket | null> {
  try {
    const { payload } = await jwtVerify<{ ticket: FileTicket }>(token, derivedKey(secret, PURPOSE), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat", "ticket"],
      currentDate: new Date(now),
    });
    return payload.ticket;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return null;
  }
}

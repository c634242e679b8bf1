import { errors, jwtVerify, SignJWT } from "jose";
import { SURVEY_LIMITS } from "../../protocol/survey.ts";
import { derivedKey, type Secrets, secretsOf } from "../http/keys.ts";

/** SURVEY-4: whoever holds it may answer that one survey, and sees the company's name and the question. */
export type SurveyTicket = { roomId: string; surveySeq: number };

/** Signed by a key of their own and pinned by type and audience: no other token of ours passes for one. */
const ALGORITHM = "HS256";
const TYPE = "sapa-survey+jwt";
const AUDIENCE = "sapa:survey";
const PURPOSE = "survey link";

/** A compact JWS. `sentAt` in ms UTC; how long an answer is taken is the room's to say, and no room takes one for longer. */
export const signSurvey = (secret: string, { roomId, surveySeq }: SurveyTicket, sentAt: number): Promise<string> =>
  new SignJWT({ room: roomId, seq: surveySeq })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setAudience(AUDIENCE)
    .setExpirationTime(Math.ceil((sentAt + SURVEY_LIMITS.validMs + SURVEY_LIMITS.changeMs) / 1000))
    .sign(derivedKey(secret, PURPOSE));

/**
 * null: forged, of another kind, or ended. A link that the former secret signed is good for as long as that is named: who
 * knows it can answer surveys and nothing more.
 */
export async function verifySurvey(secrets: Secrets, token: string, now = Date.now()): Promise<SurveyTicket | null> {
  const tickets = await Promise.all(secretsOf(secrets).map((secret) => verifiedWith(secret, token, now)));
  return tickets.find((ticket) => ticket !== null) ?? null;
}

async function verifiedWith(secret: string, token: string, now: number): Promise<SurveyTicket | null> {
  try {
    const { payload } = await jwtVerify<{ room: string; seq: number }>(token, derivedKey(secret, PURPOSE), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      audience: AUDIENCE,
      requiredClaims: ["exp", "room", "seq"],
      currentDate: new Date(now),
    });
    return { roomId: payload.room, surveySeq: payload.seq };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return null;
  }
}

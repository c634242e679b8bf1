import { codeAskedSchema, enterCodeSchema, resendCodeSchema } from "../../../protocol/accounts.schema.ts";
import { refusal } from "../../../protocol/codes.ts";
import { sessionInfoSchema } from "../../../protocol/http.schema.ts";
import { accountsDatabase } from "../../db/client.ts";
import { clientNetwork } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { secretTokenHash } from "../../http/secret-tokens.ts";
import { auditAccount } from "../audit.ts";
import { beginSession } from "../begin.ts";
import { membershipIn, sessionInfo } from "../sessions.ts";
import { forgetFailures } from "../sign-in.ts";
import { accountById } from "../store.ts";
import { askAgain, isRightCode } from "./ask.ts";
import { openChallenge, takeTry, useCode } from "./store.ts";

const CODES = { name: "sign-in.code", max: 90, windowMs: 60_000 };
const AGAIN = { name: "sign-in.again", max: 3, windowMs: 10 * 60_000 };

const enter = endpoint(
  {
    method: "POST",
    path: "/auth/code",
    audience: "page",
    summary: "The code that was mailed; answers with the session and sets its cookie",
    body: enterCodeSchema,
    answer: sessionInfoSchema,
    codes: ["auth.code", "auth.code_ended", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, CODES, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = accountsDatabase(c.env);
    const row = await takeTry(db, secretTokenHash(body.challenge), Date.now());
    const found = row && (await accountById(db, row.accountId));
    if (row === null || found === null) return refuse(refusal("auth.code_ended"));
    const { passwordHash: _, ...account } = found;
    if (!isRightCode(c.env.SAPA_SECRET, row, body.code)) {
      await auditAccount(c, db, account, { action: "sign_in.code", result: "failed" });
      const left = row.triesLeft;
      const fields = [{ pointer: "/code", code: "auth.code" as const }];
      return refuse(left === 0 ? refusal("auth.code_ended") : refusal("auth.code", { params: { left }, fields }));
    }
    const current = membershipIn(account, row.organizationId);
    if (current === undefined || !(await useCode(db, row))) return refuse(refusal("auth.code_ended"));
    const signedIn = await beginSession(c, db, { account, current, passwordHash: row.passwordHash });
    if (signedIn === null) return refuse(refusal("auth.code_ended"));
    await forgetFailures(db, account.email);
    return answer(sessionInfo(signedIn));
  },
);

const again = endpoint(
  {
    method: "POST",
    path: "/auth/code/again",
    audience: "page",
    summary: "Another code for the same sign-in; the earlier one ends",
    body: resendCodeSchema,
    answer: codeAskedSchema,
    codes: ["auth.code_ended", "rate_limited"],
  },
  async ({ c, body: { challenge } }) => {
    const challengeHash = secretTokenHash(challenge);
    const tooMany = overRate(c, CODES, [clientNetwork(c)]) ?? overRate(c, AGAIN, [challengeHash]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = accountsDatabase(c.env);
    const row = await openChallenge(db, challengeHash, Date.now());
    const account = row && (await accountById(db, row.accountId));
    return account === null
      ? refuse(refusal("auth.code_ended"))
      : answer(await askAgain(c, db, { account, challenge }));
  },
);

export const codeEndpoints: Endpoint[] = [enter, again];

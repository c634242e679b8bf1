import { refusal } from "../../../protocol/codes.ts";
import { identitySecretSchema } from "../../../protocol/webchat.schema.ts";
import { appendAudit } from "../../db/audit.ts";
import { databaseFor } from "../../db/client.ts";
import { type AppContext, clientAddress } from "../../http/context.ts";
import { type Answer, answer, type Endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { changeConfig } from "../../settings/change.ts";
import { type IdentitySecret, openIdentitySecret } from "./identity-secret.ts";
import { idIn, MANAGE, memberIn, ONE_PATH, widgetEndpoint } from "./member-request.ts";
import { decideRotate } from "./save.ts";
import { type WebchatRow, webchatOf } from "./store.ts";

const SECRET_PATH = `${ONE_PATH}/identity-secret`;
const SECRETS = { name: "webchat.secret", max: 20, windowMs: 60_000 };

/** Who reads a secret stands in the audit log before it is told. */
const readSecret = widgetEndpoint(
  {
    ...MANAGE,
    method: "GET",
    path: SECRET_PATH,
    summary: "What the site's server signs identities with; each reading is audited",
    answer: identitySecretSchema,
    codes: ["not_found", "webchat.secret_lost", "rate_limited"],
  },
  async ({ c }): Promise<Answer<IdentitySecret>> => {
    const { organizationId, memberId } = memberIn(c);
    const tooMany = overRate(c, SECRETS, [organizationId, memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = databaseFor(c.env, organizationId);
    const found = await webchatOf(db, organizationId, idIn(c));
    if (found === undefined) return refuse(refusal("not_found"));
    const identity = await identityIn(c, found.row);
    // None yet: nothing could have been signed with it either.
    if (found.row.secretsCiphertext === null) return rotated(c);
    // A look must not end the secret that the site's server signs with: SAPA_SECRET may be the one that is wrong.
    if (identity === null) return refuse(refusal("webchat.secret_lost"));
    await appendAudit(db, {
      organizationId,
      at: Date.now(),
      actor: { type: "member", id: memberId },
      action: "webchat.secret.read",
      target: found.row.integrationId,
      result: "ok",
      address: clientAddress(c),
      requestId: c.get("requestId"),
    });
    return answer(identity);
  },
);

const identityIn = (c: AppContext, row: WebchatRow): Promise<IdentitySecret | null> => {
  const { integrationId, secretsCiphertext: ciphertext, secretsKeyId: keyId } = row;
  const secrets = ciphertext === null || keyId === null ? null : { ciphertext, keyId };
  return openIdentitySecret(c.env, row.organizationId, { integrationId, secrets });
};

const rotated = (c: AppContext): Promise<Answer<IdentitySecret>> =>
  changeConfig(c, (scope) => decideRotate(scope, idIn(c), c.env.SAPA_SECRET));

const rotateSecret = widgetEndpoint(
  {
    ...MANAGE,
    method: "POST",
    path: SECRET_PATH,
    summary: "Another identity secret; what the former one signed is refused from now on",
    answer: identitySecretSchema,
    codes: ["not_found", "rate_limited"],
  },
  ({ c }) => rotated(c),
);

export const secretEndpoints: Endpoint[] = [readSecret, rotateSecret];

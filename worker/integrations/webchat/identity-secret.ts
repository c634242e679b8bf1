import type { Secrets } from "../../http/keys.ts";
import { newSecretToken } from "../../http/secret-tokens.ts";
import type { IntegrationConfig } from "../../organization/contract.ts";
import { openSecrets, type SealedSecrets, type SecretPlace, sealSecrets } from "../secrets.ts";

/** What a site's server signs identities with (WIDGET-19). `createdAt`: ms UTC. */
export type IdentitySecret = { secret: string; createdAt: number };

/** The text as it stands is the key, so that it can be pasted into any library's `sign`. */
export const newIdentitySecret = (now: number): IdentitySecret => ({
  secret: newSecretToken("sapai_"),
  createdAt: now,
});

type Sealed = { identity: IdentitySecret };

export const sealIdentitySecret = (
  deploymentSecret: string,
  place: SecretPlace,
  identity: IdentitySecret,
): Promise<SealedSecrets> => sealSecrets(deploymentSecret, place, { identity } satisfies Sealed);

/** null: there is none, or it was sealed with a key that is gone. */
export async function openIdentitySecret(
  deployment: Secrets,
  organizationId: string,
  { integrationId, secrets }: Pick<IntegrationConfig, "integrationId" | "secrets">,
): Promise<IdentitySecret | null> {
  if (secrets === null) return null;
  const opened = await openSecrets<Sealed>(deployment, { organizationId, integrationId }, secrets);
  return opened?.identity ?? null;
}

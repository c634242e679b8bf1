import type { Secrets } from "../http/keys.ts";
import { type Sealed, seal, unseal } from "../http/seal.ts";

/** Secrets of one integration (INTEG-2). */
export type SealedSecrets = Sealed;
export type SecretPlace = { organizationId: string; integrationId: string };

export const INTEGRATION_SECRETS = "integration secrets";

const sealFor = ({ organizationId, integrationId }: SecretPlace) => ({
  purpose: INTEGRATION_SECRETS,
  place: [organizationId, integrationId],
});

export const sealSecrets = (secret: string, place: SecretPlace, value: object): Promise<SealedSecrets> =>
  seal(secret, sealFor(place), value);

/** null: sealed with a key that is gone, for another place, or damaged. */
export const openSecrets = <T>(secrets: Secrets, place: SecretPlace, sealed: SealedSecrets): Promise<T | null> =>
  unseal<T>(secrets, sealFor(place), sealed);

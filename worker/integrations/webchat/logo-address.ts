import { organizationIdOf } from "../../../protocol/ids.ts";
import { PICTURE_TYPES, type PictureEnding } from "../../files/public-picture.ts";

/** Where logos are read by anybody: a name is the hash of its content, so an address never means another picture. */
export const LOGO_PATH = "/files/logos/:integrationId/:logo";

const LOGO = /^[0-9a-f]{32}\.(png|jpg|webp)$/;

/** The type a name says; null for what is no name of ours. */
export function logoTypeOf(logo: string): string | null {
  const ending = LOGO.exec(logo)?.[1] as PictureEnding | undefined;
  return ending === undefined ? null : PICTURE_TYPES[ending];
}

export const logoFolder = (integrationId: string): string => `logos/${integrationId}/`;

/** Its key in object storage; null for an address that cannot be one. */
export const logoKey = (integrationId: string, logo: string): string | null =>
  organizationIdOf(integrationId) !== undefined && logoTypeOf(logo) !== null
    ? `${logoFolder(integrationId)}${logo}`
    : null;

export const logoUrl = (origin: string, integrationId: string, logo: string | null): string | null =>
  logo === null ? null : `${origin}${LOGO_PATH.replace(":integrationId", integrationId).replace(":logo", logo)}`;

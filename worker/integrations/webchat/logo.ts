import { createHash } from "node:crypto";
import { refusal } from "../../../protocol/codes.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { readPicture, servePicture, storePicture } from "../../files/public-picture.ts";
import { fromStorage } from "../../files/unavailable.ts";
import { type Answer, answer, refuse } from "../../http/endpoint.ts";
import { logoFolder, logoKey, logoTypeOf } from "./logo-address.ts";

const NAME_LENGTH = 32;
const SIDE_MAX = 2000;
/** A picture that was sent and not yet saved with the settings is left alone for so long. */
const UNSAVED_MS = 60 * 60_000;

/** Stores a logo under the hash of its content; the same picture again is the same name. Answers the name. */
export async function takeLogo(bucket: R2Bucket, integrationId: string, request: Request): Promise<Answer<string>> {
  const read = await readPicture(request, { bytesMax: LIMITS.logoBytes, sideMax: SIDE_MAX });
  if (!read.ok) return read;
  const hash = createHash("sha256").update(read.value.bytes).digest("hex").slice(0, NAME_LENGTH);
  const logo = `${hash}.${read.value.ending}`;
  const key = logoKey(integrationId, logo);
  if (key === null) return refuse(refusal("not_found"));
  await storePicture(bucket, key, read.value);
  return answer(logo, 201);
}

export async function hasLogo(bucket: R2Bucket, integrationId: string, logo: string): Promise<boolean> {
  const key = logoKey(integrationId, logo);
  return key !== null && (await fromStorage(bucket.head(key))) !== null;
}

/** Deletes what this widget shows no more; `kept` null: nothing is shown. One page is far more than anybody sends in an hour. */
export async function sweepLogos(
  bucket: R2Bucket,
  integrationId: string,
  kept: string | null,
  now: number,
): Promise<void> {
  const folder = logoFolder(integrationId);
  const { objects } = await bucket.list({ prefix: folder });
  const old = objects.filter(
    ({ key, uploaded }) => key !== `${folder}${kept}` && now - uploaded.getTime() > UNSAVED_MS,
  );
  if (old.length > 0) await bucket.delete(old.map(({ key }) => key));
}

/** null: there is no such picture. */
export async function serveLogo(
  bucket: R2Bucket,
  { integrationId, logo, etag }: { integrationId: string; logo: string; etag: string | undefined },
): Promise<Response | null> {
  const key = logoKey(integrationId, logo);
  return key === null ? null : servePicture(bucket, { key, contentType: logoTypeOf(logo) ?? "", etag });
}

import { randomBytes } from "node:crypto";
import { LIMITS } from "../../../protocol/limits.ts";
import {
  PICTURE_TYPES,
  type PictureEnding,
  readPicture,
  servePicture,
  storePicture,
} from "../../files/public-picture.ts";
import { type Answer, answer } from "../../http/endpoint.ts";

/** Where photos are read by whoever was given the address: a name is random, and never means another picture. */
export const PHOTO_PATH = "/files/photos/:photoId";

const NAME_BYTES = 20;
const NAME = /^[\w-]{27}\.(png|jpg|webp)$/;
const SIDE_MAX = 4096;

/** Where it lies in object storage. */
export const photoKey = (photoId: string): string => `photos/${photoId}`;

export const photoUrl = (origin: string, photoId: string | null): string | null =>
  photoId === null ? null : `${origin}${PHOTO_PATH.replace(":photoId", photoId)}`;

/** Stores the request's body as a photo under a new name. */
export async function takePhoto(bucket: R2Bucket, request: Request): Promise<Answer<string>> {
  const read = await readPicture(request, { bytesMax: LIMITS.photoBytes, sideMax: SIDE_MAX });
  if (!read.ok) return read;
  const photoId = `${randomBytes(NAME_BYTES).toString("base64url")}.${read.value.ending}`;
  await storePicture(bucket, photoKey(photoId), read.value);
  return answer(photoId);
}

/** null: there is no such photo. */
export async function servePhoto(
  bucket: R2Bucket,
  { photoId, etag }: { photoId: string; etag: string | undefined },
): Promise<Response | null> {
  const ending = NAME.exec(photoId)?.[1] as PictureEnding | undefined;
  if (ending === undefined) return null;
  return servePicture(bucket, { key: photoKey(photoId), contentType: PICTURE_TYPES[ending], etag });
}

/** Nobody shows it any more. One that stays behind because storage was away is nobody's, and nobody knows its name. */
export const deletePhoto = (bucket: R2Bucket, photoId: string): Promise<void> =>
  bucket.delete(photoKey(photoId)).catch(() => undefined);

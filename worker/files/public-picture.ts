import { fileTypeFromBuffer } from "file-type";
import { refusal } from "../../protocol/codes.ts";
import { readBounded } from "../http/body.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { plainPicture } from "./metadata/metadata.ts";
import { pictureSize } from "./picture.ts";
import { fromStorage } from "./unavailable.ts";

/** Pictures that anybody may see who has their address: logos of widgets, photos of people. */
export const PICTURE_TYPES = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" } as const;
export type PictureEnding = keyof typeof PICTURE_TYPES;
const ENDINGS = Object.keys(PICTURE_TYPES) as PictureEnding[];
const ALLOWED = "PNG, JPEG, WebP";

/** A picture by its content, without what a camera or a program wrote beside it. */
export type Picture = { bytes: Uint8Array<ArrayBuffer>; ending: PictureEnding };

/** A request's body as a picture of at most so many bytes, and pixels a side. */
export async function readPicture(
  request: Request,
  { bytesMax, sideMax }: { bytesMax: number; sideMax: number },
): Promise<Answer<Picture>> {
  const tooLarge = () => refuse(refusal("msg.file_size", { params: { name: "", limit: bytesMax } }));
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return tooLarge();
  const bytes = await readBounded(request.body, bytesMax);
  if (bytes === undefined) return tooLarge();
  if (bytes.length === 0) return refuse(refusal("required"));
  const picture = await pictureIn(bytes);
  const size = picture && pictureSize(picture.bytes);
  if (picture === null || size === undefined || size === null)
    return refuse(refusal("msg.file_type", { params: { name: "", allowed: ALLOWED } }));
  if (Math.max(size.width, size.height) > sideMax)
    return refuse(refusal("msg.file_size", { params: { name: "", ...size, sideMax } }));
  return answer(picture);
}

async function pictureIn(bytes: Uint8Array): Promise<Picture | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const ending = ENDINGS.find((one) => PICTURE_TYPES[one] === found?.mime);
  const plain = ending && plainPicture(bytes, PICTURE_TYPES[ending]);
  return plain ? { bytes: plain, ending } : null;
}

export const storePicture = (bucket: R2Bucket, key: string, { bytes, ending }: Picture): Promise<unknown> =>
  fromStorage(bucket.put(key, bytes, { httpMetadata: { contentType: PICTURE_TYPES[ending] } }));

const HEADERS = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  // Shown on other companies' pages, also on those that isolate themselves.
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
  "x-content-type-options": "nosniff",
};

/** Under one key there is never another picture. null: there is none. */
export async function servePicture(
  bucket: R2Bucket,
  { key, contentType, etag }: { key: string; contentType: string; etag: string | undefined },
): Promise<Response | null> {
  const object = await fromStorage(bucket.get(key));
  if (object === null) return null;
  const headers = { ...HEADERS, "content-type": contentType, etag: object.httpEtag };
  if (etag === object.httpEtag) {
    await object.body.cancel();
    return new Response(null, { status: 304, headers });
  }
  return new Response(object.body, { headers: { ...headers, "content-length": String(object.size) } });
}

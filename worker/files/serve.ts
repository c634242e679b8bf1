import { disposition } from "../http/attachment.ts";
import type { AppContext } from "../http/context.ts";
import { fromStorage } from "./unavailable.ts";

/** Types that a page may draw or play; everything else is saved. */
const SHOWN = /^(image\/(jpeg|png|gif|webp)|video\/mp4|audio\/[\w.-]+)$/;

const HEADERS = {
  "x-content-type-options": "nosniff",
  // Opened by itself it is a page without any rights: it runs nothing and loads nothing.
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  // The widget shows files on other companies' pages.
  "cross-origin-resource-policy": "cross-origin",
  "accept-ranges": "bytes",
  "x-robots-tag": "noindex",
};

export type Served = { key: string; isDownload: boolean; endsAt: number };

/** A stored file, whole or the asked part of it; null: there is none. Throws StorageUnavailable. */
export async function serveFile(c: AppContext, { key, isDownload, endsAt }: Served): Promise<Response | null> {
  const asked = c.req.header("range");
  const about = asked === undefined ? null : await fromStorage(c.env.FILES.head(key));
  const range = about && rangeOf(asked ?? "", about.size, c.req.header("if-range"), about.httpEtag);
  if (range === "beyond")
    return new Response(null, { status: 416, headers: { ...HEADERS, "content-range": `bytes */${about?.size}` } });
  const object = await fromStorage(c.env.FILES.get(key, range ? { range } : {}));
  if (object === null) return null;

  const headers = new Headers({
    ...HEADERS,
    "content-type": object.httpMetadata?.contentType ?? "application/octet-stream",
    "content-disposition": dispositionOf(object, isDownload),
    "cache-control": `private, max-age=${Math.max(0, Math.floor((endsAt - Date.now()) / 1000))}, immutable`,
    etag: object.httpEtag,
  });
  if (c.req.header("if-none-match") === object.httpEtag) {
    await object.body.cancel();
    return new Response(null, { status: 304, headers });
  }
  const length = range ? range.length : object.size;
  headers.set("content-length", String(length));
  if (range) headers.set("content-range", `bytes ${range.offset}-${range.offset + length - 1}/${object.size}`);
  return new Response(object.body, { status: range ? 206 : 200, headers });
}

/** null: the whole. Several ranges at once are answered with the whole, as the standard allows. */
function rangeOf(
  asked: string,
  size: number,
  ifRange: string | undefined,
  etag: string,
): { offset: number; length: number } | "beyond" | null {
  if (ifRange !== undefined && ifRange !== etag) return null;
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked) ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "beyond" : { offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < offset) return null;
  return offset >= size ? "beyond" : { offset, length: end - offset + 1 };
}

/** Its name is stored encoded. */
function dispositionOf({ httpMetadata, customMetadata }: R2Object, isDownload: boolean): string {
  const isShown = !isDownload && SHOWN.test(httpMetadata?.contentType ?? "");
  return disposition(isShown ? "inline" : "attachment", decodeURIComponent(customMetadata?.name ?? "file"));
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>File</title>
<p>This link has ended. Open the file again from its conversation.</p>
<p lang="id">Tautan ini sudah berakhir. Buka lagi filenya dari percakapan.</p>
</html>
`;

/** For people who follow an old address; says the same of what never was. */
export const quietPage = (status: 403 | 404): Response =>
  new Response(PAGE, {
    status,
    headers: { ...HEADERS, "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });

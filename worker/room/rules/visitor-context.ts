import type { VisitorContext, VisitorFrame } from "../../../protocol/room-frames.schema.ts";

type Told = Omit<Extract<VisitorFrame, { type: "context" }>, "type">;

/** BEY-12: what a page tells of its visitor, without what addresses may carry of secrets, whatever the page left in. */
export const keptContext = ({ page, attributes }: Told, at: number): Omit<VisitorContext, "isHere"> => ({
  page: { url: plainAddress(page.url), title: page.title, referrer: plainAddress(page.referrer) },
  attributes,
  at,
});

/** An address of the web without sign-in, fragment and the values of its query; anything else is empty. */
export function plainAddress(address: string): string {
  if (!URL.canParse(address)) return "";
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "";
  const names = [...new Set(url.searchParams.keys())]
    .filter((name) => name !== "")
    .map((name) => encodeURIComponent(name));
  return `${url.origin}${url.pathname}${names.length === 0 ? "" : `?${names.join("&")}`}`;
}

import { LIMITS } from "../../../protocol/limits.ts";
import type { Core } from "../state.ts";
import { watchPage } from "./watch.ts";

const TITLE_LENGTH = 200;
const NAME_LENGTH = 40;

/** Without fragment and without the values of the query: those may name people or hold secrets. */
export function placeOf(address: string): string {
  if (!URL.canParse(address)) return "";
  const { origin, pathname, searchParams } = new URL(address);
  const names = [...new Set(searchParams.keys())].map(encodeURIComponent).join("&");
  return `${origin}${pathname}${names && `?${names}`}`.slice(0, LIMITS.pageAddressLength);
}

/** What may be told of what the site has set: the rest is left out instead of refused. */
const attributesOf = (given: Core["context"]["attributes"]): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name, value]) => name.length <= NAME_LENGTH && /^(string|number|boolean)$/.test(typeof value))
      .slice(0, LIMITS.visitorAttributes)
      .map(([name, value]) => [name, typeof value === "string" ? value.slice(0, LIMITS.attributeLength) : value]),
  );

/** Tells staff where the visitor is (BEY-12), for as long as there is a chat. */
export function open(core: Core) {
  let told = "";
  const tell = (): void => {
    const context = {
      page: {
        url: placeOf(location.href),
        title: document.title.slice(0, TITLE_LENGTH),
        referrer: placeOf(document.referrer),
      },
      attributes: attributesOf(core.context.attributes),
    };
    const text = JSON.stringify(context);
    if (text === told) return;
    told = text;
    core.chat.setContext(context);
  };
  tell();
  watchPage(core.signal, tell);
  return { tell };
}

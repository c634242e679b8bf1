import { type AppContext, clientNetwork } from "../../http/context.ts";

/** Counters belong to an address and a widget; nothing in the body or the token chooses another one. */
export const place = (c: AppContext): string[] => [clientNetwork(c), c.get("widget").integration.integrationId];

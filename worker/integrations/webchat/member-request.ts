import { refusal } from "../../../protocol/codes.ts";
import type { AppContext } from "../../http/context.ts";
import { type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { hasIntegration } from "../../inbox/visible.ts";

export const LIST_PATH = "/api/v1/integrations/webchat";
export const ONE_PATH = `${LIST_PATH}/:integrationId`;

export const READ = { audience: "member", action: "integrations.read" } as const;
/** INTEG-8: supervisors open and save the settings, admins do everything. */
export const EDIT = { audience: "member", action: "integrations.webchat" } as const;
export const MANAGE = { audience: "member", action: "integrations.manage" } as const;

export const idIn = (c: AppContext): string => c.req.param("integrationId") ?? "";
export const memberIn = (c: AppContext) => c.get("member").member;

/** An endpoint for members at one widget. One that a portal's token leaves out is not there (EMBED-3). */
export function widgetEndpoint<B = undefined, Q = undefined, A = undefined>(
  spec: Parameters<typeof endpoint<B, Q, A>>[0],
  work: Parameters<typeof endpoint<B, Q, A>>[1],
): Endpoint {
  return endpoint<B, Q, A>(spec, async (input) =>
    hasIntegration(memberIn(input.c), idIn(input.c)) ? work(input) : refuse(refusal("not_found")),
  );
}

import type { Endpoint } from "../http/endpoint.ts";
import { operatorAccountEndpoints } from "./accounts/routes.ts";
import { operatorOrganizationEndpoints } from "./organizations/routes.ts";
import { operatorPageEndpoints } from "./page.ts";
import { applicationEndpoints } from "./sign-on/applications.ts";
import { providerSettingEndpoints } from "./sign-on/providers.ts";

/** Tools of who runs the server. */
export const operatorEndpoints: Endpoint[] = [
  ...operatorPageEndpoints,
  ...operatorOrganizationEndpoints,
  ...operatorAccountEndpoints,
  ...applicationEndpoints,
  ...providerSettingEndpoints,
];

import { refusal } from "../../../protocol/codes.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { logoSchema } from "../../../protocol/webchat.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { clientNetwork, ownOrigin } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { serveLogo, takeLogo } from "./logo.ts";
import { LOGO_PATH, logoUrl } from "./logo-address.ts";
import { EDIT, idIn, memberIn, ONE_PATH, widgetEndpoint } from "./member-request.ts";
import { webchatOf } from "./store.ts";

/** Browsers keep what they have read; this is for whoever does not. */
const READS = { name: "webchat.logo.read", max: 600, windowMs: 60_000 };
const LOGOS = { name: "webchat.logo", max: LIMITS.uploadsPerMinute, windowMs: 60_000 };

const uploadLogo = widgetEndpoint(
  {
    ...EDIT,
    method: "POST",
    path: `${ONE_PATH}/logo`,
    summary: "A picture for the widget's header, as bytes: PNG, JPEG or WebP; shown once it is saved with the settings",
    answer: logoSchema,
    isUpload: true,
    codes: ["not_found", "required", "msg.file_size", "msg.file_type", "rate_limited"],
  },
  async ({ c }) => {
    const { organizationId, memberId } = memberIn(c);
    const tooMany = overRate(c, LOGOS, [organizationId, memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const integrationId = idIn(c);
    const found = await webchatOf(databaseFor(c.env, organizationId), organizationId, integrationId);
    if (found === undefined) return refuse(refusal("not_found"));
    const taken = await takeLogo(c.env.FILES, integrationId, c.req.raw);
    if (!taken.ok) return taken;
    const logo = taken.value;
    return answer({ logo, logoUrl: logoUrl(ownOrigin(c), integrationId, logo) ?? "" }, 201);
  },
);

const logo = endpoint(
  {
    method: "GET",
    path: LOGO_PATH,
    audience: "anyone",
    summary: "A widget's logo; never another picture under this address",
    codes: ["not_found", "rate_limited"],
  },
  async ({ c }) => {
    const tooMany = overRate(c, READS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const served = await serveLogo(c.env.FILES, {
      integrationId: idIn(c),
      logo: c.req.param("logo") ?? "",
      etag: c.req.header("if-none-match"),
    });
    return served ?? refuse(refusal("not_found"));
  },
);

export const logoEndpoints: Endpoint[] = [uploadLogo, logo];

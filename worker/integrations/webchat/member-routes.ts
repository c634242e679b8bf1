import { z } from "zod";
import { refusal } from "../../../protocol/codes.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import {
  newWebchatSchema,
  type SaveWebchat,
  saveWebchatSchema,
  switchWebchatSchema,
  type WebchatSettings,
  webchatIntegrationSchema,
  webchatListSchema,
  webchatSettingsSchema,
} from "../../../protocol/webchat.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { type AppContext, ownOrigin } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { logBug } from "../../http/request-log.ts";
import { hasIntegration } from "../../inbox/visible.ts";
import { changeConfig } from "../../settings/change.ts";
import { hasLogo, sweepLogos } from "./logo.ts";
import { logoEndpoints } from "./logo-routes.ts";
import { EDIT, idIn, LIST_PATH, MANAGE, memberIn, ONE_PATH, READ, widgetEndpoint } from "./member-request.ts";
import { decideCreate, decideRemove, decideSave, decideSwitch } from "./save.ts";
import { secretEndpoints } from "./secret-routes.ts";
import { toWebchat, webchatOf, webchatsOf } from "./store.ts";

const FORM_CODES = ["required", "too_long", "widget.slash", "widget.domain"] as const;

const placeOf = (c: AppContext) => ({ origin: ownOrigin(c), secret: c.env.SAPA_SECRET });

/** Colours as anybody may type them: they are checked by field, with a code of their own. */
const typedColour = z.string().max(100);
const formSchema: z.ZodType<SaveWebchat> = saveWebchatSchema.extend({
  settings: webchatSettingsSchema.extend({
    appearance: webchatSettingsSchema.shape.appearance.extend({
      accent: typedColour,
      accentText: typedColour,
      agentBubble: typedColour,
      agentText: typedColour,
      visitorBubble: typedColour,
      visitorText: typedColour,
    }),
  }) satisfies z.ZodType<WebchatSettings>,
});

const list = endpoint(
  { ...READ, method: "GET", path: LIST_PATH, summary: "Widgets, the oldest first", answer: webchatListSchema },
  async ({ c }) => {
    const member = memberIn(c);
    const { organizationId } = member;
    const found = await webchatsOf(databaseFor(c.env, organizationId), organizationId);
    const known = found.filter(({ row }) => hasIntegration(member, row.integrationId));
    return answer(known.map((one) => toWebchat(one, ownOrigin(c))));
  },
);

const read = widgetEndpoint(
  {
    ...READ,
    method: "GET",
    path: ONE_PATH,
    summary: "One widget with its settings",
    answer: webchatIntegrationSchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const { organizationId } = memberIn(c);
    const found = await webchatOf(databaseFor(c.env, organizationId), organizationId, idIn(c));
    return found === undefined ? refuse(refusal("not_found")) : answer(toWebchat(found, ownOrigin(c)));
  },
);

/** A new widget would lie outside what the token is for. */
const isCut = ({ scope }: MemberIdentity): boolean =>
  !!scope && (scope.integrationIds ?? scope.divisionIds ?? scope.contactId) !== null;

const create = endpoint(
  {
    ...MANAGE,
    method: "POST",
    path: LIST_PATH,
    summary: "A new widget for one origin, switched on",
    body: newWebchatSchema,
    answer: webchatIntegrationSchema,
    codes: [...FORM_CODES, "settings.limit"],
  },
  async ({ c, body }) =>
    isCut(memberIn(c))
      ? refuse(refusal("forbidden"))
      : changeConfig(c, (scope) => decideCreate(scope, body, placeOf(c))),
);

const save = widgetEndpoint(
  {
    ...EDIT,
    method: "PUT",
    path: ONE_PATH,
    summary: "Save a widget's settings, if they are still those that were read",
    body: formSchema,
    outOfRange: "settings.invalid",
    answer: webchatIntegrationSchema,
    codes: ["not_found", "conflict", ...FORM_CODES, "widget.colour", "settings.invalid"],
  },
  async ({ c, body }) => {
    const integrationId = idIn(c);
    const saved = await changeConfig(c, (scope) =>
      decideSave(scope, integrationId, body, {
        origin: ownOrigin(c),
        isStored: (logo) => hasLogo(c.env.FILES, integrationId, logo),
      }),
    );
    if (saved.ok) tidyLogos(c, integrationId, saved.value.settings.appearance.logo, Date.now());
    return saved;
  },
);

/** Nobody waits for it; what is left is found by the next change. */
function tidyLogos(c: AppContext, integrationId: string, kept: string | null, now: number): void {
  const tidied = sweepLogos(c.env.FILES, integrationId, kept, now);
  c.executionCtx.waitUntil(tidied.catch((error) => logBug(c.get("requestId"), error)));
}

const turn = widgetEndpoint(
  {
    ...EDIT,
    method: "PUT",
    path: `${ONE_PATH}/switch`,
    summary: "Switch a widget on or off; its rooms stay",
    body: switchWebchatSchema,
    answer: webchatIntegrationSchema,
    codes: ["not_found"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSwitch(scope, idIn(c), body.isEnabled, ownOrigin(c))),
);

const remove = widgetEndpoint(
  {
    ...MANAGE,
    method: "DELETE",
    path: ONE_PATH,
    summary: "Remove a widget; its rooms stay and can be read",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const removed = await changeConfig(c, (scope) => decideRemove(scope, idIn(c)));
    if (removed.ok) tidyLogos(c, idIn(c), null, Number.POSITIVE_INFINITY);
    return removed;
  },
);

export const webchatMemberEndpoints: Endpoint[] = [
  list,
  create,
  read,
  save,
  turn,
  remove,
  ...logoEndpoints,
  ...secretEndpoints,
];

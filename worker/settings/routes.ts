import { type Code, refusal } from "../../protocol/codes.ts";
import {
  allocationSecretSchema,
  SETTINGS_SCHEMAS,
  SETTINGS_SECTIONS,
  type Settings,
  type SettingsAnswer,
  type SettingsSection,
  saveSettingsSchema,
  settingsAnswerSchema,
} from "../../protocol/settings.schema.ts";
import { applyIdle } from "../accounts/session-idle.ts";
import { accountsDatabase, databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { isMailOn } from "../mail/outbox.ts";
import { customAllocationSecret } from "../organization/custom-endpoint.ts";
import { changeConfig } from "./change.ts";
import { divisionEndpoints } from "./divisions/routes.ts";
import { quickReplyEndpoints } from "./quick-replies/routes.ts";
import { actionOf } from "./rules.ts";
import { decideSave, readSection } from "./save.ts";
import { tagEndpoints } from "./tags/routes.ts";

/** The longest: 50 workload rules that each name 500 members. */
const KEYS_MAX = 30_000;

/** One pair of routes per section, so that each is described, checked and guarded as what it is. */
function sectionEndpoints<S extends SettingsSection>(section: S): Endpoint[] {
  const common = {
    path: `/api/v1/settings/${section}`,
    audience: "member" as const,
    action: actionOf(section),
    answer: settingsAnswerSchema.extend({ value: SETTINGS_SCHEMAS[section] }),
  };
  const read = endpoint(
    { ...common, method: "GET", summary: `The settings of ${section}; version 0 stands for defaults` },
    async ({ c }) => {
      const { organizationId } = c.get("member").member;
      return answer(await readSection(databaseFor(c.env, organizationId), organizationId, section));
    },
  );
  const save = endpoint(
    {
      ...common,
      method: "PUT",
      summary: `Save the settings of ${section}, if they are still those that were read`,
      body: saveSettingsSchema.extend({ value: SETTINGS_SCHEMAS[section] }),
      keysMax: KEYS_MAX,
      outOfRange: "settings.invalid",
      codes: ["conflict", "required", "too_long", "settings.invalid", ...OWN_CODES[section]],
    },
    async ({ c, body }) => {
      if (section === "sign-in" && locksOut(c.env, (body as { value: unknown }).value as Settings["sign-in"]))
        return noMail();
      const saved = await changeConfig(c, (scope) =>
        decideSave(scope, section, body as Parameters<typeof decideSave<S>>[2]),
      );
      return section === "sessions" ? withIdle(c, saved as Answer<SettingsAnswer<"sessions">>) : saved;
    },
  );
  return [read, save] as Endpoint[];
}

const OWN_CODES: Record<SettingsSection, Code[]> = {
  "office-hours": ["hours.order"],
  "auto-responder": [],
  "auto-resolve": [],
  allocation: ["settings.url"],
  broadcast: [],
  workload: [],
  idle: [],
  surveys: ["survey.question"],
  masking: [],
  embedding: ["widget.slash", "widget.domain"],
  "sign-in": ["sign_in.no_mail"],
  "contact-fields": ["contact.fields", "contact.field"],
  sessions: ["session.order"],
};

/** AUTH-16: codes that cannot be mailed would let nobody in any more. */
const locksOut = (env: Env, { codeByEmail }: Settings["sign-in"]): boolean => codeByEmail && !isMailOn(env);

const noMail = () =>
  refuse(refusal("sign_in.no_mail", { fields: [{ pointer: "/value/codeByEmail", code: "sign_in.no_mail" }] }));

/** AUTH-17: holds for the sessions that are open as well. Whoever saves again after an error does the rest. */
async function withIdle(c: AppContext, saved: Answer<SettingsAnswer<"sessions">>) {
  const { organizationId } = c.get("member").member;
  if (saved.ok) await applyIdle(accountsDatabase(c.env), organizationId, saved.value.value.webIdleMs);
  return saved;
}

const allocationSecret = endpoint(
  {
    method: "GET",
    path: "/api/v1/settings/allocation/secret",
    audience: "member",
    action: actionOf("allocation"),
    summary: "What the own allocation checks the signature of our questions with",
    answer: allocationSecretSchema,
  },
  async ({ c }) => answer({ secret: customAllocationSecret(c.env.SAPA_SECRET, c.get("member").member.organizationId) }),
);

export const settingsEndpoints: Endpoint[] = [
  ...SETTINGS_SECTIONS.flatMap((section) => sectionEndpoints(section)),
  allocationSecret,
  ...quickReplyEndpoints,
  ...tagEndpoints,
  ...divisionEndpoints,
];

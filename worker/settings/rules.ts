import { type Refusal, refusal } from "../../protocol/codes.ts";
import { checkFieldsKept } from "../../protocol/contact-rules.ts";
import type { ContactField } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { newId } from "../../protocol/ids.ts";
import type { Action } from "../../protocol/roles.ts";
import type { Settings, SettingsSection } from "../../protocol/settings.schema.ts";
import { checkSection } from "../../protocol/settings-rules.ts";

/** Tabs of the Chat submenu, which supervisors share with admins (ROLE-2, SET-1). */
const CHAT_SECTIONS: readonly SettingsSection[] = ["office-hours", "auto-responder", "auto-resolve"];

/** ROLE-15: what limits people and the tokens of portals, which are never allowed `developer.manage` (EMBED-3). */
const GUARDING_SECTIONS: readonly SettingsSection[] = ["embedding", "sign-in", "sessions", "masking"];

export function actionOf(section: SettingsSection): Action {
  if (GUARDING_SECTIONS.includes(section)) return "developer.manage";
  return CHAT_SECTIONS.includes(section) ? "settings.chat" : "settings.all";
}

/** What a section may name: tags that can be given, and members, active or not, because rules outlive a leave. */
export type Known = { tagIds: ReadonlySet<string>; memberIds: ReadonlySet<string> };

/** The refusal of a form, all bad fields named; the first one's numbers fill its text. null: nothing is wrong. */
export function badForm(bad: readonly BadField[], parent = ""): Refusal | null {
  const first = bad[0];
  if (first === undefined) return null;
  const fields = bad.map(({ pointer, code }) => ({ pointer: `${parent}${pointer}`, code }));
  return refusal(first.code, { fields, ...(first.params && { params: first.params }) });
}

/** What keeps a section from being saved, apart from who else saved it. Pointers lead into the value. */
export function faultsOf<S extends SettingsSection>(section: S, value: Settings[S], known: Known): BadField[] {
  const own = checkSection(section, value);
  return own.length > 0 ? own : unknownNames(section, value, known);
}

/** What may not become of what stands. Asked after the version: whoever has not read it all has taken nothing away. */
export const lossesOf = <S extends SettingsSection>(section: S, value: Settings[S], before: Settings[S]): BadField[] =>
  section === "contact-fields"
    ? checkFieldsKept((value as Settings["contact-fields"]).fields, (before as Settings["contact-fields"]).fields)
    : [];

function unknownNames<S extends SettingsSection>(section: S, value: Settings[S], known: Known): BadField[] {
  switch (section) {
    case "auto-resolve":
      return unknownTags(value as Settings["auto-resolve"], known);
    case "workload":
      return unknownMembers(value as Settings["workload"], known);
    case "allocation":
      return innerAddress(value as Settings["allocation"]);
    default:
      return [];
  }
}

const unknownTags = (value: Settings["auto-resolve"], { tagIds }: Known): BadField[] =>
  (["message", "comment"] as const)
    .filter((kind) => value[kind].tagId !== null && !tagIds.has(value[kind].tagId))
    .map((kind) => ({ pointer: `/${kind}/tagId`, code: "settings.invalid" }));

const unknownMembers = ({ rules }: Settings["workload"], { memberIds }: Known): BadField[] =>
  rules.flatMap((rule, at) =>
    (rule.memberIds ?? []).every((memberId) => memberIds.has(memberId))
      ? []
      : [{ pointer: `/rules/${at}/memberIds`, code: "settings.invalid" as const }],
  );

const innerAddress = ({ customUrl }: Settings["allocation"]): BadField[] =>
  customUrl === null || isPublicUrl(customUrl) ? [] : [{ pointer: "/customUrl", code: "settings.url" }];

/** Names that by agreement never leave a machine, a home or a company. */
const INNER_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|svc|test|invalid|home\.arpa)\.?$/i;
/** Empty stands for 443. On every other port something else than the public web may answer. */
const WEB_PORTS = ["", "8443"];

/**
 * ASSIGN-14: https, to a name of the public internet. Addresses in numbers are refused whole: whoever runs a public
 * service has a name with a certificate for it, and every inner network can be written in numbers.
 */
export function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  const isNumeric = /^[\d.]+$/.test(hostname) || hostname.startsWith("[");
  const isNamed = hostname.includes(".") && !isNumeric && !INNER_NAMES.test(hostname);
  return protocol === "https:" && WEB_PORTS.includes(port) && username === "" && password === "" && isNamed;
}

/** A section as it is stored: blanks trimmed (GEN-3), and what only the server knows (SET-7). */
export function toStored<S extends SettingsSection>(
  section: S,
  value: Settings[S],
  before: Settings[S],
  now: number,
): Settings[S] {
  const store = STORED[section] as ((value: Settings[S], before: Settings[S], now: number) => Settings[S]) | undefined;
  return store?.(value, before, now) ?? value;
}

type Storing = { [S in SettingsSection]?: (value: Settings[S], before: Settings[S], now: number) => Settings[S] };

const STORED: Storing = {
  "office-hours": ({ timeZone, week, holidays }) => ({
    timeZone: timeZone.trim(),
    week,
    holidays: holidays.map(({ date, name }) => ({ date, name: name.trim() })),
  }),
  "auto-resolve": (value, before, now) => ({
    message: { ...value.message, onSince: onSince(value.message, before.message, now) },
    comment: { ...value.comment, onSince: onSince(value.comment, before.comment, now) },
  }),
  allocation: (value) => ({ ...value, customUrl: value.customUrl?.trim() ?? null }),
  "contact-fields": ({ fields }, before) => ({
    fields: fields.map((field) => storedField(field, fields, before.fields)),
  }),
};

/** Ids are ours. One that was sent before, and whose answer was lost, has its id already: none is ever taken away. */
function storedField(
  field: ContactField,
  sent: readonly ContactField[],
  before: readonly ContactField[],
): ContactField {
  const label = field.label.trim();
  const options = field.options.map((option) => option.trim());
  if (field.fieldId !== "") return { ...field, label, options };
  const known = before.find(
    ({ fieldId, ...one }) =>
      one.label === label && one.type === field.type && sent.every((other) => other.fieldId !== fieldId),
  );
  return { ...field, label, options, fieldId: known?.fieldId ?? newId("fld") };
}

type Switch = { isOn: boolean; onSince: number | null };

/** SET-7: switching on counts from then on; what a client says of it counts for nothing. */
const onSince = (now: Switch, before: Switch, at: number): number | null =>
  now.isOn ? (before.isOn ? (before.onSince ?? at) : at) : null;

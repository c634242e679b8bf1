import type { Code } from "./codes.ts";
import type { ContactField } from "./contacts.schema.ts";
import { type BadField, checkLength, checkText, isDate, lengthOf } from "./form-rules.ts";
import { LIMITS } from "./limits.ts";
import { checkWeek, isTimeZone } from "./office-hours.ts";
import { checkDomain } from "./origin-rules.ts";
import type { Settings, SettingsSection } from "./settings.schema.ts";
import { SURVEY_KINDS, SURVEY_LIMITS } from "./survey.ts";

/**
 * What a form may not be saved with (GEN-2), beyond the shapes of settings.schema.ts: one list for screen and server.
 * Texts are checked as they will be stored, so trim single-line ones first (GEN-3).
 */
const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const LANGUAGES = ["en", "id"] as const;

/** Lengths in characters, times in milliseconds. */
export const SETTING_LIMITS = {
  autoResponderLength: 1000,
  holidayLength: 60,
  urlLength: 2048,
  commandMinLength: 3,
  commandLength: 32,
  quickReplyLength: LIMITS.textLength,
  tagLength: 40,
  divisionLength: 60,
  spansPerDay: 3,
  workloadRules: 50,
  workloadMax: 500,
  minutesMax: 1440,
  inactivityMinMs: HOUR_MS,
  inactivityMaxMs: 30 * 24 * HOUR_MS,
  sessionMinMs: HALF_HOUR_MS,
  sessionMaxMs: 72 * HOUR_MS,
  webIdleMinMs: 15 * MINUTE_MS,
  webIdleMaxMs: 12 * HOUR_MS,
} as const;

const isBlank = (text: string): boolean => text.trim() === "";

const isWithin = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

const check = (pointer: string, isFine: boolean, code: Code = "settings.invalid"): BadField[] =>
  isFine ? [] : [{ pointer, code }];

function checkOrigin(origin: string, at: number, all: string[]): BadField[] {
  const pointer = `/origins/${at}`;
  const checked = checkDomain(origin);
  if (checked.ok) return check(pointer, all.indexOf(origin) === at);
  const { code, params } = checked;
  return [{ pointer, code, ...(params && { params }) }];
}

function checkContactField({ label, type, options }: ContactField, at: number): BadField[] {
  const pointer = `/fields/${at}`;
  const isRepeated = options.some((option, index) => isBlank(option) || options.indexOf(option) !== index);
  const isChoice = type === "choice";
  return [
    ...checkText(`${pointer}/label`, label, 60),
    ...check(
      `${pointer}/options`,
      isChoice ? options.length > 0 && !isRepeated : options.length === 0,
      "contact.field",
    ),
  ];
}

const CHECKS: { [S in SettingsSection]: (value: Settings[S]) => BadField[] } = {
  "office-hours": ({ timeZone, week, holidays }) => [
    ...check("/timeZone", isTimeZone(timeZone)),
    ...checkWeek(week).map((pointer) => ({ pointer: `/week${pointer}`, code: "hours.order" as const })),
    ...holidays.flatMap(({ date, name }, index) => [
      ...check(`/holidays/${index}/date`, isDate(date) && holidays.findIndex((one) => one.date === date) === index),
      ...checkLength(`/holidays/${index}/name`, name, SETTING_LIMITS.holidayLength),
    ]),
  ],
  "auto-responder": (value) =>
    (["inHours", "outsideHours"] as const).flatMap((key) => {
      const { isOn, text } = value[key];
      const pointer = `/${key}/text`;
      const max = SETTING_LIMITS.autoResponderLength;
      return isOn ? checkText(pointer, text, max) : checkLength(pointer, text, max);
    }),
  "auto-resolve": (value) =>
    (["message", "comment"] as const).flatMap((key) => {
      const { inactivityMs, channels } = value[key];
      const isFine = isWithin(inactivityMs, SETTING_LIMITS.inactivityMinMs, SETTING_LIMITS.inactivityMaxMs);
      return [
        ...check(`/${key}/inactivityMs`, isFine),
        ...check(`/${key}/channels`, channels === null || channels.length > 0, "required"),
      ];
    }),
  allocation: ({ autoAllocation, customUrl }) => {
    if (customUrl === null) return [];
    if (isBlank(customUrl)) return [{ pointer: "/customUrl", code: "required" }];
    return [
      ...checkLength("/customUrl", customUrl, SETTING_LIMITS.urlLength),
      ...check("/customUrl", isSecureAddress(customUrl), "settings.url"),
      ...check("/autoAllocation", !autoAllocation),
    ];
  },
  broadcast: () => [],
  workload: ({ rules }) =>
    rules.flatMap(({ memberIds, channels, limit }, index) => [
      ...check(`/rules/${index}/memberIds`, memberIds === null || memberIds.length > 0, "required"),
      ...check(`/rules/${index}/channels`, channels === null || channels.length > 0, "required"),
      ...check(`/rules/${index}/limit`, isWithin(limit, 1, SETTING_LIMITS.workloadMax)),
    ]),
  idle: ({ minutes, offlineMinutes }) => [
    ...check("/minutes", isWithin(minutes, 1, SETTING_LIMITS.minutesMax)),
    ...check("/offlineMinutes", offlineMinutes === null || isWithin(offlineMinutes, 1, SETTING_LIMITS.minutesMax)),
  ],
  surveys: (value) =>
    SURVEY_KINDS.flatMap((kind) => {
      const { title, question, comment, thanks } = value[kind];
      const { questionMinLength, questionLength, thanksLength, titleLength } = SURVEY_LIMITS;
      return LANGUAGES.flatMap((language) => [
        ...checkText(`/${kind}/title/${language}`, title[language], titleLength),
        ...checkText(`/${kind}/question/${language}`, question[language], questionLength),
        ...check(
          `/${kind}/question/${language}`,
          isBlank(question[language]) || lengthOf(question[language]) >= questionMinLength,
          "survey.question",
        ),
        ...(comment
          ? checkText(`/${kind}/comment/question/${language}`, comment.question[language], questionLength)
          : []),
        ...checkText(`/${kind}/thanks/${language}`, thanks[language], thanksLength),
      ]);
    }),
  embedding: ({ origins }) => origins.flatMap(checkOrigin),
  "sign-in": () => [],
  "contact-fields": ({ fields }) => fields.flatMap(checkContactField),
  masking: () => [],
  sessions: ({ expiringMs, expiredMs, remindBeforeMs, webIdleMs }) => [
    ...check("/expiringMs", isThreshold(expiringMs), "session.order"),
    ...check("/expiredMs", isThreshold(expiredMs) && expiringMs < expiredMs, "session.order"),
    ...check("/remindBeforeMs", remindBeforeMs === null || isWithin(remindBeforeMs, MINUTE_MS, expiredMs - 1)),
    ...check("/webIdleMs", isWithin(webIdleMs, SETTING_LIMITS.webIdleMinMs, SETTING_LIMITS.webIdleMaxMs)),
  ],
};

/** What keeps this section from being saved; empty: nothing. The value already has the section's shape. */
export const checkSection = <S extends SettingsSection>(section: S, value: Settings[S]): BadField[] =>
  CHECKS[section](value);

/** SET-3. That no other template has the command is the server's to know. */
export function checkQuickReply({ command, text }: { command: string; text: string }): BadField[] {
  const { commandMinLength, commandLength, quickReplyLength } = SETTING_LIMITS;
  const length = lengthOf(command);
  const isCommand = /^[\p{L}\p{N}-]+$/u.test(command) && length >= commandMinLength && length <= commandLength;
  return [
    ...(isBlank(command)
      ? [{ pointer: "/command", code: "required" as const }]
      : check("/command", isCommand, "quick.title")),
    ...checkText("/text", text, quickReplyLength),
  ];
}

/** SET-4. */
export const checkTag = ({ name }: { name: string }): BadField[] => checkText("/name", name, SETTING_LIMITS.tagLength);

/** ASSIGN-20. */
export const checkDivision = (division: {
  name: string;
  supervisorId: string | null;
  agentIds: readonly string[];
  integrationIds: readonly string[] | null;
}): BadField[] => [
  ...checkText("/name", division.name, SETTING_LIMITS.divisionLength),
  ...check("/supervisorId", division.supervisorId !== null, "required"),
  ...check("/agentIds", division.agentIds.length > 0, "required"),
  ...check("/integrationIds", division.integrationIds === null || division.integrationIds.length > 0, "required"),
];

const isThreshold = (ms: number): boolean =>
  isWithin(ms, SETTING_LIMITS.sessionMinMs, SETTING_LIMITS.sessionMaxMs) && ms % HALF_HOUR_MS === 0;

/** https, with a name or address and no sign-in inside. Whether it leads into an inner network the server decides. */
function isSecureAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === "https:" && hostname !== "" && username === "" && password === "";
}

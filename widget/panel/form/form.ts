import type { Prechat, VisitorProfile } from "../../../protocol/webchat.schema.ts";
import { PRECHAT_WORDS } from "../../../protocol/webchat-defaults.ts";
import { checkEmail, checkPhone } from "../../../protocol/webchat-rules.ts";
import { h, type View } from "../dom.ts";
import type { Core } from "../state.ts";
import { fieldCss } from "./field.css.ts";
import { FORM_STRINGS, type FormStrings } from "./strings.ts";

type Field = "name" | "email" | "phone";
type Wrong = Partial<Record<Field, "required" | "name" | "email" | "phone">>;

const FIELDS: readonly Field[] = ["name", "email", "phone"];
const TYPES = { name: "text", email: "email", phone: "tel" };
const AUTOCOMPLETE = { name: "name", email: "email", phone: "tel" };
const NAME_LENGTH = 120;

const ruleOf = (prechat: Prechat, field: Field): Prechat["email"] => (field === "name" ? "required" : prechat[field]);

/** The same rules as the server's, so that nothing is refused after it was sent. */
function wrongIn(prechat: Prechat, given: VisitorProfile): Wrong {
  const wrong: Wrong = {};
  for (const field of FIELDS) {
    const value = given[field] ?? "";
    const rule = ruleOf(prechat, field);
    if (rule === "off") continue;
    if (!value) {
      if (rule === "required") wrong[field] = "required";
    } else if (
      field === "name" ? [...value].length > NAME_LENGTH : (field === "email" ? checkEmail : checkPhone)(value)
    ) {
      wrong[field] = field;
    }
  }
  return wrong;
}

/** Whether what is known leaves a required field open. */
export const isNeeded = (prechat: Prechat, known: VisitorProfile): boolean =>
  Object.keys(wrongIn(prechat, known)).length > 0;

/** The form before the first message (WIDGET-11). */
export function open(core: Core) {
  const { context, entry, chat } = core;
  let values: VisitorProfile = { ...context.profile };
  let wrong: Wrong = {};

  function submit(event: Event, prechat: Prechat): void {
    event.preventDefault();
    const given = Object.fromEntries(
      FIELDS.filter((field) => ruleOf(prechat, field) !== "off").map((field) => [field, (values[field] ?? "").trim()]),
    );
    wrong = wrongIn(prechat, given);
    const first = FIELDS.find((field) => wrong[field]);
    if (!first) {
      entry.update({ isAsked: true });
      chat.introduce(Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
    }
    core.update();
    setTimeout(() => context.slot.querySelector<HTMLElement>(first ? `#${first}` : "footer textarea")?.focus());
  }

  function fieldView(field: Field, isRequired: boolean, strings: FormStrings): View {
    const error = wrong[field];
    return h(
      "div",
      { key: field },
      h("label", { for: field }, strings[field], !isRequired && h("small", null, ` (${strings.optional})`)),
      h("input", {
        id: field,
        type: TYPES[field],
        autocomplete: AUTOCOMPLETE[field],
        value: values[field],
        "aria-required": String(isRequired),
        "aria-invalid": String(!!error),
        "aria-describedby": `${field}-wrong`,
        oninput(event: Event) {
          values = { ...values, [field]: (event.target as HTMLInputElement).value };
        },
      }),
      h("small.wrong", { id: `${field}-wrong` }, error && strings.wrong[error]),
    );
  }

  return {
    isNeeded,
    view(): View | null {
      const { config, strings } = core.state;
      const { prechat } = config;
      const own = FORM_STRINGS[strings.language];
      if (!prechat) return null;
      const rules = FIELDS.map((field) => [field, ruleOf(prechat, field)] as const);
      return h(
        "form.ask",
        { novalidate: true, "aria-labelledby": "ask", onsubmit: (event: Event) => submit(event, prechat) },
        h("h3", { id: "ask", dir: "auto" }, prechat.title?.[strings.language] || PRECHAT_WORDS.title[strings.language]),
        h("p", { dir: "auto" }, prechat.subtitle?.[strings.language] || PRECHAT_WORDS.subtitle[strings.language]),
        h(
          "div",
          null,
          ...rules
            .filter(([, rule]) => rule !== "off")
            .map(([field, rule]) => fieldView(field, rule === "required", own)),
        ),
        h("button.solid", { type: "submit" }, own.start),
      );
    },
  };
}

export const css = fieldCss;

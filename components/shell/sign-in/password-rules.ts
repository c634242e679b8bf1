import { css, html, type TemplateResult } from "lit";
import { lengthOf } from "../../../protocol/form-rules.ts";
import type { ShellTexts } from "../../strings/shell.ts";
import { icons } from "../../ui/icons.ts";
import type { Failure } from "../account.ts";

const LENGTH = { min: 8, max: 128 } as const;

/** AUTH-11, as far as a browser can tell: which passwords are common is known to the server alone. */
const passwordChecks = (password: string, email: string): { length: boolean; email: boolean } => {
  const text = password.normalize("NFKC");
  const length = lengthOf(text);
  return {
    length: length >= LENGTH.min && length <= LENGTH.max,
    email: length > 0 && text.trim().toLowerCase() !== email.trim().toLowerCase(),
  };
};

export type PasswordFault = "short" | "long" | "email" | "common";
const FAULTS: readonly string[] = ["short", "long", "email", "common"] satisfies PasswordFault[];

/** The rule that a new password breaks, before the server is asked. */
export function faultOf(password: string, email: string): PasswordFault | null {
  const length = lengthOf(password.normalize("NFKC"));
  if (length < LENGTH.min) return "short";
  if (length > LENGTH.max) return "long";
  return passwordChecks(password, email).email ? null : "email";
}

/** The rule that the server named. */
export function faultIn({ code, params }: Failure): PasswordFault | null {
  const rule = String(params?.rule ?? "");
  if (code !== "auth.password") return null;
  return FAULTS.includes(rule) ? (rule as PasswordFault) : "common";
}

export const faultText = (fault: PasswordFault, { t }: ShellTexts): string => t(`password.fault.${fault}`);

/** What a password must be, each with whether it is. Only the server knows which ones are common. Needs `passwordStyles`. */
export function passwordRules(id: string, password: string, email: string, { t }: ShellTexts): TemplateResult {
  const checks = passwordChecks(password, email);
  const line = (isMet: boolean, words: string): TemplateResult => html`<li class=${isMet ? "met" : ""}>
    ${isMet ? icons.check : html`<span class="dot-mark" aria-hidden="true"></span>`}<span
      >${words}<span class="visually-hidden">, ${t(isMet ? "password.met" : "password.unmet")}</span></span
    >
  </li>`;
  return html`<ul class="rules" id=${id} aria-label=${t("password.rules")}>
    ${line(checks.length, t("password.length"))}${line(checks.email, t("password.email"))}
  </ul>`;
}

export const passwordStyles = css`
  .password {
    position: relative;
  }

  .password .field {
    padding-inline-end: 44px;
  }

  .password .button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 2px;
    block-size: fit-content;
    margin-block: auto;
  }

  .rules {
    display: grid;
    gap: 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .rules li {
    display: flex;
    align-items: center;
    gap: 8px;
    line-height: 18px;
  }

  .rules .icon,
  .dot-mark {
    flex: none;
    inline-size: 14px;
    block-size: 14px;
  }

  .dot-mark::before {
    content: "";
    display: block;
    inline-size: 4px;
    block-size: 4px;
    margin: 5px;
    border-radius: 50%;
    background: currentcolor;
  }

  .rules .met {
    color: var(--s-ok);
  }
`;

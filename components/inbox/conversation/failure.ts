import { html, nothing, type TemplateResult } from "lit";
import type { Outgoing } from "../../../client/types.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { refusalText } from "../../data/texts-of-errors.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { BubbleContext } from "./bubble-context.ts";
import type { Delivery } from "./ticks.ts";

/** MSG-9: why a message did not go out, what helps, and whether trying again can. */
export type Failure = {
  cause: string;
  /** The channel's or the server's own code, for those who ask. */
  code: string | null;
  cure: string | null;
  canRetry: boolean;
};

/** Refusals that stay what they are; the others can be gone once a room, a session or a right is another one. */
const FINAL: ReadonlySet<string> = new Set(["msg.file_size", "msg.file_type", "msg.file_gone", "msg.too_long"]);

export function failureOfOutgoing(item: Outgoing<MemberCommand>, text: Localizer): Failure {
  if (item.ask) return { cause: text.t("message.stillSend"), code: null, cure: null, canRetry: true };
  if (!item.refusal) return { cause: text.t("message.notSent"), code: null, cure: null, canRetry: true };
  const { code } = item.refusal;
  return { cause: refusalText(item.refusal, text), code, cure: cureOf(code, text), canRetry: !FINAL.has(code) };
}

const RECONNECT: ReadonlySet<string> = new Set(["fb", "ig", "fb_comment", "ig_comment"]);

/** A report of the channel: `reason` is its code and words, as it gave them. */
export function failureOfDelivery(delivery: Delivery, channel: string | undefined, text: Localizer): Failure {
  const reason = delivery.reason ?? "";
  const [, code, said] = /^(\d+|[a-z_.]+)(?::\s*(.+))?$/su.exec(reason) ?? [];
  const cause = said ?? (code === undefined && reason !== "" ? reason : text.t("message.notSent"));
  const channelCure = RECONNECT.has(channel ?? "")
    ? text.t("cure.reconnect")
    : channel === "email"
      ? text.t("cure.email")
      : null;
  return { cause, code: code ?? null, cure: channelCure, canRetry: true };
}

const cureOf = (code: string, text: Localizer): string | null => text.find(`cure.${code}`) ?? null;

type Hands = {
  onRetry?: (() => void) | undefined;
  onDiscard?: (() => void) | undefined;
  onCopy?: (() => void) | undefined;
};

export function failureView(failure: Failure, hands: Hands, { text }: Pick<BubbleContext, "text">): TemplateResult {
  const { onRetry, onDiscard, onCopy } = hands;
  return html`<div class="failure" role="alert">
    <p>${failure.cause}${failure.cure === null ? nothing : html` <span class="cure">${failure.cure}</span>`}</p>
    ${
      failure.code === null
        ? nothing
        : html`<details><summary>${text.t("message.details")}</summary><code>${text.t("message.code", { code: failure.code })}</code></details>`
    }
    ${
      failure.canRetry && onRetry
        ? html`<button class="link" type="button" @click=${onRetry}>${text.t("message.sendAgain")}</button>`
        : nothing
    }
    ${onCopy ? html`<button class="link quiet-link" type="button" @click=${onCopy}>${text.t("common.copy")}</button>` : nothing}
    ${
      onDiscard
        ? html`<button class="link quiet-link" type="button" @click=${onDiscard}>${text.t("common.discard")}</button>`
        : nothing
    }
  </div>`;
}

import type { Channel } from "../../protocol/channels.ts";
import type { Notice } from "../../protocol/inbox.schema.ts";
import { contactName } from "../inbox/people.ts";
import type { Localizer } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";

type Icon = (typeof icons)[keyof typeof icons];

const ICONS: Record<Notice["kind"], Icon> = {
  assigned: icons.userPlus,
  handed_over: icons.arrowRightLeft,
  allocated: icons.userPlus,
  resolved: icons.circleCheck,
  blocked: icons.ban,
  unblocked: icons.rotateCcw,
  mentioned: icons.atSign,
  session_reminder: icons.clock,
  snooze_due: icons.clock,
  schedule_failed: icons.circleAlert,
  idle_exhausted: icons.circleAlert,
  job_finished: icons.checkCheck,
};

/** A kind that this version does not know is told by its icon and the customer's name. */
export const noticeIcon = (notice: Notice): Icon => ICONS[notice.kind] ?? icons.info;

function customerOf({ contact, contactId, channel }: Notice["params"], text: Localizer): string {
  if (!contactId) return String(contact ?? "") || text.t("notice.customer");
  const named = { contactId: String(contactId), externalId: "", name: String(contact ?? "") || null };
  return contactName(named, channel as Channel, text);
}

/** The sentence of a notice in the reader's language. */
export function noticeText({ kind, params }: Notice, text: Localizer): string {
  const actor = String(params.actor ?? "") || text.t("notice.somebody");
  const contact = customerOf(params, text);
  switch (kind) {
    case "assigned":
    case "handed_over":
    case "blocked":
    case "unblocked":
    case "mentioned":
      return text.t(`notice.${kind}`, { actor, contact });
    case "resolved":
      return params.actor
        ? text.t("notice.resolved", { actor, contact })
        : text.t("notice.resolvedBySystem", { contact });
    case "allocated":
    case "session_reminder":
    case "snooze_due":
    case "schedule_failed":
    case "idle_exhausted":
      return text.t(`notice.${kind}`, { contact });
    case "job_finished":
      return text.t("notice.job_finished", { done: params.done ?? 0, skipped: params.skipped ?? 0 });
    default:
      return contact;
  }
}

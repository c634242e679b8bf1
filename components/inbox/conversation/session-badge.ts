import { html, nothing, type TemplateResult } from "lit";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import type { SessionView } from "../session-view.ts";

/** SESS-3: state and time left in words; a resolved room has no clock to watch. */
export const sessionBadge = (room: RoomSummary, session: SessionView, text: Localizer): TemplateResult =>
  room.status === "resolved"
    ? html`<span class="session resolved">${icons.badgeCheck}${text.t("status.resolved")}</span>`
    : html`<span class="session ${session.state} numbers" data-tip=${session.endAt ? text.dateTime(session.endAt) : nothing}
        >${session.state === "expired" ? session.word : session.sentence}</span
      >`;

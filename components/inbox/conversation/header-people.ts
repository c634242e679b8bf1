import { html, nothing, type TemplateResult } from "lit";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar } from "../../ui/avatar.ts";
import { icons } from "../../ui/icons.ts";
import { hueOf, initials, joinNames } from "../people.ts";

type Person = { memberId: string; name: string };
const SHOWN = 3;

const face = ({ memberId, name }: Person): TemplateResult =>
  avatar({ initials: initials(name), hue: hueOf(memberId), size: "small" });

/** ROOM-22, 27: who looks after the room, and paler before them who else has it open. */
export function headerPeople(
  room: RoomSummary,
  lookers: readonly Person[],
  viewerId: string,
  text: Localizer,
): TemplateResult {
  const takesPart = (person: Person): boolean => room.participants.some(({ memberId }) => memberId === person.memberId);
  const others = lookers.filter((person) => person.memberId !== viewerId && !takesPart(person));
  return html`
    ${others.length > 0 ? row("lookers", others, text.t("room.looking", { names: joinNames(others.map(({ name }) => name)) })) : nothing}
    ${
      room.participants.length > 0
        ? row(
            "assignees",
            room.participants,
            text.t("room.assignees", { names: room.participants.map(({ name }) => name).join(", ") }),
          )
        : nothing
    }
  `;
}

const row = (className: string, people: readonly Person[], words: string): TemplateResult => html`<span
  class="people ${className}"
  role="img"
  aria-label=${words}
  data-tip=${words}
  >${className === "lookers" ? icons.eye : nothing}${people.slice(0, SHOWN).map(face)}${people.length > SHOWN ? html`<span class="more-people">+${people.length - SHOWN}</span>` : nothing}</span
>`;

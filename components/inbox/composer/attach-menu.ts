import { html, type TemplateResult } from "lit";
import type { Channel } from "../../../protocol/channels.ts";
import { fileTypesFor } from "../../../protocol/files.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { roomIcons } from "../room-icons.ts";

type Way = {
  label: "attach.photos" | "attach.capture" | "attach.document" | "attach.audio";
  icon: TemplateResult;
  kinds: ("image" | "video" | "audio" | "document")[];
  capture?: "environment";
};

/** MSG: the four ways of the attach button. */
const WAYS: readonly Way[] = [
  { label: "attach.photos", icon: roomIcons.image, kinds: ["image", "video"] },
  { label: "attach.capture", icon: roomIcons.camera, kinds: ["image"], capture: "environment" },
  { label: "attach.document", icon: roomIcons.fileText, kinds: ["document"] },
  { label: "attach.audio", icon: roomIcons.mic, kinds: ["audio"] },
];

type Menu = { text: Localizer; channel: Channel; onFiles: (files: readonly File[]) => void };

export function attachMenu({ text, channel, onFiles }: Menu): TemplateResult {
  const label = text.t("attach.label");
  return html`<sapa-popover class="attach" above>
    <button slot="trigger" class="button icon-only" type="button" aria-label=${label} aria-haspopup="menu" aria-expanded="false" data-tip=${label}>
      ${roomIcons.paperclip}
    </button>
    <div class="menu" role="menu" aria-label=${label}>
      ${WAYS.map(
        (
          way,
        ) => html`<button class="menu-item" type="button" role="menuitem" tabindex="-1" @click=${(event: Event) => pick(event, way, channel, onFiles)}>
          ${way.icon}<span class="grow">${text.t(way.label)}</span>
        </button>`,
      )}
    </div>
  </sapa-popover>`;
}

/** The browser's own file dialog, or on a phone its camera. */
function pick(event: Event, way: Way, channel: Channel, onFiles: Menu["onFiles"]): void {
  (event.currentTarget as HTMLElement).closest<SapaPopover>("sapa-popover")?.hide();
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = way.capture === undefined;
  input.accept = way.kinds.flatMap((kind) => fileTypesFor(channel, kind)).join(",");
  if (way.capture) input.setAttribute("capture", way.capture);
  input.addEventListener("change", () => onFiles([...(input.files ?? [])]), { once: true });
  input.click();
}

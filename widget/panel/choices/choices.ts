import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import { type Content, h, type View } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Core } from "../state.ts";
import { isMessage, isSend, type MessageEvent, type VisitorView } from "../timeline.ts";
import { choicesCss } from "./choices.css.ts";

type ListContent = Extract<MessageContent, { type: "list" }>;
type Choice = ListContent["sections"][number]["rows"][number];
/** Only the newest message's can still be chosen from; of the others is shown what was chosen. */
type Standing = { isLive: boolean; picked: string | undefined };

function standingOf(seq: number, { events, outgoing }: VisitorView): Standing {
  const standing: Standing = { isLive: true, picked: undefined };
  for (const event of events) {
    if (!isMessage(event) || event.seq <= seq) continue;
    standing.isLive = false;
    if (event.replyToSeq === seq && "choiceId" in event.content) standing.picked ??= event.content.choiceId;
  }
  for (const { command, state } of outgoing) {
    const isPick = command.type === "choice.pick";
    if (state === "failed" || !(isPick || isSend(command))) continue;
    standing.isLive = false;
    if (isPick && command.messageSeq === seq) standing.picked ??= command.choiceId;
  }
  return standing;
}

const DOWN = "m6 9 6 6 6-6";

/** The buttons and lists of bots. What is picked waits like any message while there is no connection. */
export function open(core: Core) {
  /** seq of the message whose list is open; 0: none. */
  let openSeq = 0;
  const { slot } = core.context;

  function toggle(seq: number): void {
    openSeq = openSeq === seq ? 0 : seq;
    core.update();
    // After the draw, which comes at the end of this task.
    setTimeout(() => {
      const target = slot.querySelector<HTMLElement>(openSeq ? ".rows .choice" : ".choices .opener");
      target?.focus();
    });
  }

  function pick(seq: number, choiceId: string): void {
    openSeq = 0;
    core.chat.pick(seq, choiceId);
    core.update();
    slot.querySelector<HTMLElement>("textarea")?.focus({ preventScroll: true });
  }

  function onkeydown(seq: number, event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      toggle(seq);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".choice")];
    rows[(rows.indexOf(event.target as HTMLElement) + step + rows.length) % rows.length]?.focus();
  }

  const button = (seq: number, { choiceId, title, description }: Choice, { isLive, picked }: Standing): View =>
    h(
      `button.choice${picked === choiceId ? " picked" : ""}`,
      {
        key: choiceId,
        type: "button",
        dir: "auto",
        disabled: !isLive,
        onclick: () => pick(seq, choiceId),
      },
      picked === choiceId && icon("M19 7 9.5 16.5 5 12"),
      h("span", null, title, description && h("small", null, description)),
    );

  function list(seq: number, { label, sections }: ListContent, standing: Standing): Content[] {
    const rows = sections.flatMap((section) => section.rows);
    if (!standing.isLive)
      return rows.filter(({ choiceId }) => choiceId === standing.picked).map((row) => button(seq, row, standing));
    const isOpen = openSeq === seq;
    return [
      h(
        "button.choice opener",
        { type: "button", "aria-expanded": String(isOpen), onclick: () => toggle(seq) },
        h("span", { dir: "auto" }, label),
        icon(DOWN),
      ),
      isOpen &&
        h(
          "div.rows",
          { role: "group", "aria-label": label, onkeydown: (event: KeyboardEvent) => onkeydown(seq, event) },
          ...sections.flatMap(({ title, rows }, index) => [
            title && h("h3", { key: `section ${index}`, dir: "auto" }, title),
            ...rows.map((row) => button(seq, row, standing)),
          ]),
        ),
    ];
  }

  return {
    view({ seq, content }: MessageEvent): Content {
      const { view } = core.state;
      if (!view) return null;
      const standing = standingOf(seq, view);
      if (content.type === "buttons") {
        return h("div.choices", { role: "group" }, ...content.buttons.map((choice) => button(seq, choice, standing)));
      }
      return content.type === "list" && h("div.choices", null, ...list(seq, content, standing));
    },
  };
}

export const css = choicesCss;

import type { VisitorEvent } from "../../../protocol/room-events.schema.ts";
import type { Core, PanelState } from "../state.ts";
import type { VisitorView } from "../timeline.ts";
import { PREVIEW_STRINGS } from "./strings.ts";

const MINUTE_MS = 60_000;

/** What a preview shows: the greeting of an empty panel, the form, a conversation, or its end with a survey. */
const STATES = ["welcome", "form", "chat", "survey"] as const;

type Survey = Omit<
  Extract<VisitorEvent, { type: "survey.sent" }>,
  "seq" | "type" | "at" | "actor" | "conversationNumber"
>;

/**
 * A still sample for settings pages. Attributes choose what it shows: `preview` one of the states, without it a
 * conversation; `survey` as JSON what the survey says; `isFull` a phone, where the panel has the whole screen.
 */
export function open(core: Core) {
  const now = Date.now();

  function eventsOf(isEnded: boolean): VisitorEvent[] {
    const { language } = core.state.strings;
    const strings = PREVIEW_STRINGS[language];
    const name = core.state.config.team[0]?.name ?? strings.agent;
    const member = { type: "member", name } as const;
    const says = (seq: number, text: string, isTheirs: boolean): VisitorEvent => ({
      seq,
      type: "message.created",
      at: now - (9 - seq) * MINUTE_MS,
      actor: isTheirs ? member : { type: "contact" },
      direction: isTheirs ? "outbound" : "inbound",
      content: { type: "text", text },
    });
    const events = [says(1, strings.ask, false), says(2, strings.answer, true), says(3, strings.thank, false)];
    if (!isEnded) return events;
    const { comment, ...sample } = strings.survey;
    const own = core.context.attributes.survey;
    const survey: Survey =
      typeof own === "string"
        ? JSON.parse(own)
        : { kind: "csat", ...sample, comment: { question: comment, isRequired: false } };
    return [
      ...events,
      { seq: 4, type: "conversation.resolved", at: now - MINUTE_MS, actor: member, number: 1 },
      {
        seq: 5,
        type: "survey.sent",
        at: now,
        actor: { type: "system" },
        conversationNumber: 1,
        ...survey,
      },
    ];
  }

  const viewOf = (isEnded: boolean): VisitorView => ({
    state: "live",
    disconnectedAt: null,
    endedWith: null,
    events: eventsOf(isEnded),
    outgoing: [],
    hasOlder: false,
    isLoadingOlder: false,
    positions: { contactDelivered: 0, contactRead: 9, staffRead: 9 },
    typing: [],
    lookers: [],
    summary: null,
    visitor: null,
    clockOffsetMs: 0,
  });

  return {
    /** What a draw of the panel shows instead of a real chat. */
    show(): Partial<PanelState> {
      const { isOpen, config, strings } = core.state;
      const { attributes } = core.context;
      const { greeting } = config;
      const wanted = STATES.find((state) => state === attributes.preview) ?? "chat";
      if (!isOpen) {
        const text = greeting?.text?.[strings.language] || strings.emptyTitle;
        return { bubble: greeting ? { author: "", text, isBeside: greeting.position === "left" } : undefined };
      }
      const isEmpty = wanted === "welcome" || wanted === "form";
      const view = isEmpty ? undefined : viewOf(wanted === "survey");
      return {
        view,
        isFull: attributes.isFull === true,
        isAsking: wanted === "form" && !!config.prechat && !!core.state.parts.form(),
        unread: 0,
        newFrom: 0,
      };
    },
  };
}

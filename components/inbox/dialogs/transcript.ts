import type { HistoryPage } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { textOf } from "../conversation/content-text.ts";
import { messageFacts } from "../conversation/message-facts.ts";
import { systemLine } from "../conversation/system-lines.ts";
import { contactName } from "../people.ts";

type Ask = (page: { before?: number; limit: number }) => Promise<HistoryPage>;

/** The whole log of a room, oldest first. */
export async function wholeLog(ask: Ask): Promise<RoomEvent[]> {
  let events: RoomEvent[] = [];
  for (;;) {
    const before = events[0]?.seq;
    const page = await ask({ limit: LIMITS.historyPage, ...(before === undefined ? {} : { before }) });
    events = [...page.events, ...events];
    if (!page.hasMore || page.events.length === 0) return events;
  }
}

/** A conversation as a plain text for people outside: messages and what happened, without notes (ROOM-25). */
export function transcriptOf(events: readonly RoomEvent[], room: RoomSummary, text: Localizer): string {
  const name = contactName(room.contact, room.channel, text);
  const facts = messageFacts(events, room.isBlocked);
  const lines = [`${name} · ${text.t(`channel.${room.channel}`)} · ${room.integrationName}`, ""];
  let day = "";
  for (const event of events) {
    const line = lineOf(event);
    if (line === null) continue;
    const today = text.date(event.at);
    if (today !== day) lines.push("", `— ${today} —`);
    day = today;
    lines.push(`${text.time(event.at)}  ${line}`);
  }
  return `${lines.join("\n")}\n`;

  function lineOf(event: RoomEvent): string | null {
    if (event.type !== "message.created" && event.type !== "message.withheld") {
      if (event.type === "note.deleted") return null;
      const line = systemLine(event, "", text);
      return line ? `* ${line.text}` : null;
    }
    if (event.type === "message.withheld" && event.seq > facts.revealedBefore) return null;
    const { actor } = event;
    const author = actor.type === "contact" ? name : "name" in actor ? actor.name : text.t("message.automatic");
    const said = facts.deletions.has(event.seq)
      ? text.t("message.deleted")
      : textOf(facts.edits.get(event.seq)?.content ?? event.content, text);
    return `${author}: ${said}`;
  }
}

export async function downloadTranscript(room: RoomSummary, ask: Ask, text: Localizer): Promise<void> {
  const words = transcriptOf(await wholeLog(ask), room, text);
  const url = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  const name = contactName(room.contact, room.channel, text).replace(/[^\p{L}\p{N}]+/gu, "-");
  link.download = `${name}-${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

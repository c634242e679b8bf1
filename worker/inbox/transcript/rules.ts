import type { MessageContent, RoomEvent, VisitorEvent } from "../../../protocol/room-events.schema.ts";
import { SURVEY_SCALES, SURVEY_WORDS, type SurveyKind } from "../../../protocol/survey.ts";

export type TranscriptEvent = RoomEvent | Exclude<VisitorEvent, { type: "hidden" }>;

export type TranscriptFor = {
  language: "en" | "id";
  timeZone: string;
  organizationName: string;
  /** Whom the customer is called; null: the reader is the customer. */
  customerName: string | null;
  /** The newest part of a long room. */
  isCut: boolean;
};

const WORDS = {
  en: {
    you: "You",
    times: "Times are those of {zone}.",
    cut: "What was said before is left out.",
    opened: "Conversation {n}",
    resolved: "Conversation {n} resolved",
    joined: "{name} joined",
    left: "{name} left",
    deleted: "Message deleted by its sender",
    answered: "{survey}: {score} of {max}",
    unsupported: "Unsupported message",
    image: "Photo",
    video: "Video",
    audio: "Audio",
    document: "Document",
    csat: SURVEY_WORDS.en.csat,
  },
  id: {
    you: "Anda",
    times: "Waktu menurut {zone}.",
    cut: "Isi sebelumnya tidak disertakan.",
    opened: "Percakapan {n}",
    resolved: "Percakapan {n} selesai",
    joined: "{name} bergabung",
    left: "{name} keluar",
    deleted: "Pesan dihapus pengirimnya",
    answered: "{survey}: {score} dari {max}",
    unsupported: "Pesan tidak didukung",
    image: "Foto",
    video: "Video",
    audio: "Audio",
    document: "Dokumen",
    csat: SURVEY_WORDS.id.csat,
  },
} as const;
type Words = (typeof WORDS)["en" | "id"];

const LOCALES = { en: "en-GB", id: "id-ID" };
/** Further lines of a message stand under its words, so that none of them looks like another message. */
const INDENT = " ".repeat(7);

/**
 * BEY-18: a conversation as plain text, for people outside: what was said, who came and went, and how it ended. Notes, tags
 * and all else that is for staff only never stand in it.
 */
export function transcriptOf(events: readonly TranscriptEvent[], reader: TranscriptFor): string {
  const words = WORDS[reader.language];
  const { timeZone } = reader;
  const day = new Intl.DateTimeFormat(LOCALES[reader.language], { dateStyle: "long", timeZone });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const facts = factsOf(events);
  const lines = [
    oneLine([reader.organizationName, reader.customerName].filter(Boolean).join(" · ")),
    filled(words.times, { zone: timeZone }),
    ...(reader.isCut ? [words.cut] : []),
  ];
  let shownDay = "";
  for (const event of events) {
    const said = lineOf(event, facts, reader, words);
    if (said === null) continue;
    const today = day.format(event.at);
    if (today !== shownDay) lines.push("", `— ${today} —`);
    shownDay = today;
    lines.push(`${clock.format(event.at)}  ${plain(said).replaceAll("\n", `\n${INDENT}`)}`);
  }
  return `${lines.join("\n")}\n`;
}

type Facts = {
  edits: Map<number, MessageContent>;
  deleted: Set<number>;
  newestAnswers: Map<number, number>;
  /** What was withheld before this seq was shown again by an unblocking (BLOCK-5). */
  revealedBefore: number;
};

function factsOf(events: readonly TranscriptEvent[]): Facts {
  const facts: Facts = { edits: new Map(), deleted: new Set(), newestAnswers: new Map(), revealedBefore: 0 };
  for (const event of events) {
    if (event.type === "message.edited") facts.edits.set(event.messageSeq, event.content);
    else if (event.type === "message.deleted") facts.deleted.add(event.messageSeq);
    else if (event.type === "survey.answered") facts.newestAnswers.set(event.surveySeq, event.seq);
    else if (event.type === "contact.unblocked") facts.revealedBefore = event.seq;
  }
  return facts;
}

function lineOf(event: TranscriptEvent, facts: Facts, reader: TranscriptFor, words: Words): string | null {
  switch (event.type) {
    case "message.withheld":
      // Whoever is blocked does not learn it (BLOCK-4); staff read it once it was shown again.
      return reader.customerName === null || event.seq < facts.revealedBefore
        ? messageLine(event, facts, reader, words)
        : null;
    case "message.created":
      return messageLine(event, facts, reader, words);
    case "conversation.opened":
      return `* ${filled(words.opened, { n: event.number })}`;
    case "conversation.resolved":
      return `* ${filled(words.resolved, { n: event.number })}`;
    case "participant.joined":
      return `* ${oneLine(filled(words.joined, { name: event.memberName }))}`;
    case "participant.left":
      return `* ${oneLine(filled(words.left, { name: event.memberName }))}`;
    case "survey.answered":
      return facts.newestAnswers.get(event.surveySeq) === event.seq ? `* ${answerText(event, words)}` : null;
    default:
      return null;
  }
}

type Message = Extract<TranscriptEvent, { type: "message.created" | "message.withheld" }>;

function messageLine({ seq, actor, content }: Message, facts: Facts, reader: TranscriptFor, words: Words): string {
  const author =
    actor.type === "contact"
      ? (reader.customerName ?? words.you)
      : "name" in actor
        ? actor.name
        : reader.organizationName;
  const said = facts.deleted.has(seq) ? words.deleted : contentText(facts.edits.get(seq) ?? content, words);
  return `${oneLine(author)}: ${said}`;
}

function contentText(content: MessageContent, words: Words): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "buttons":
      return [content.text, choices(content.buttons)].join("\n");
    case "list":
      return [content.text, ...content.sections.map(({ rows }) => choices(rows))].join("\n");
    case "unsupported":
      return `[${words.unsupported}]`;
    default:
      return [`[${words[content.type]}: ${oneLine(content.file.name)}]`, content.caption ?? ""].join(" ").trim();
  }
}

const choices = (given: readonly { title: string }[]): string =>
  given.map(({ title }) => `[ ${oneLine(title)} ]`).join(" ");

function answerText(
  { kind, score, comment }: { kind: SurveyKind; score: number; comment?: string | undefined },
  words: Words,
): string {
  const { max } = SURVEY_SCALES[kind];
  const meaning = kind === "csat" ? ` · ${words.csat[score - 1] ?? ""}` : "";
  const said = comment ? ` — “${comment}”` : "";
  return `${filled(words.answered, { survey: kind.toUpperCase(), score, max })}${meaning}${said}`;
}

const filled = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Without what a terminal or an editor would obey instead of showing. */
const plain = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, "");

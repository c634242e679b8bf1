import type { Said } from "./read.ts";
import { isoOf } from "./read.ts";

export type Reader = { language: "en" | "id"; timeZone: string; customerName: string };

const WORDS = {
  en: {
    times: "Times are those of {zone}.",
    note: "note",
    withheld: "received while blocked",
    deleted: "Message deleted by its sender",
    noteDeleted: "Note deleted",
    file: "File",
    unsupported: "Unsupported message",
  },
  id: {
    times: "Waktu menurut {zone}.",
    note: "catatan",
    withheld: "diterima saat diblokir",
    deleted: "Pesan dihapus pengirimnya",
    noteDeleted: "Catatan dihapus",
    file: "File",
    unsupported: "Pesan tidak didukung",
  },
} as const;

/** Further lines stand under the words of their message, so that none of them looks like another message. */
const INDENT = " ".repeat(4);

/** The conversation for people: one line per message and note. */
export async function* conversationText(
  pages: AsyncIterable<Said[]>,
  title: string,
  { language, timeZone, customerName }: Reader,
): AsyncGenerator<Uint8Array> {
  const words = WORDS[language];
  const clock = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone });
  yield bytes(`${oneLine(title)}\n${words.times.replace("{zone}", timeZone)}\n\n`);
  for await (const page of pages) {
    const lines = page.map((said) => {
      const author = oneLine(said.author.type === "contact" ? customerName : (said.author.name ?? said.author.type));
      const mark = said.type === "note" ? ` [${words.note}]` : said.isWithheld ? ` [${words.withheld}]` : "";
      return `${clock.format(said.at)}  ${author}${mark}: ${plain(contentOf(said, words)).replaceAll("\n", `\n${INDENT}`)}\n`;
    });
    yield bytes(lines.join(""));
  }
}

function contentOf(said: Said, words: (typeof WORDS)["en" | "id"]): string {
  if (said.isDeleted) return said.type === "note" ? words.noteDeleted : words.deleted;
  const file = said.fileName === null ? "" : `[${words.file}: ${said.fileName}]`;
  const whole = [file, said.text ?? ""].filter((part) => part !== "").join(" ");
  return whole === "" ? `[${words.unsupported}]` : whole;
}

/** The same for programs: an array of what was said. */
export async function* conversationJson(pages: AsyncIterable<Said[]>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const page of pages) {
    const items = page.map(({ at, ...said }) => JSON.stringify({ ...said, at: isoOf(at) }));
    yield bytes(`${isFirst ? "[\n" : ",\n"}${items.join(",\n")}`);
    isFirst = false;
  }
  yield bytes(isFirst ? "[]\n" : "\n]\n");
}

const encoder = new TextEncoder();
const bytes = (text: string): Uint8Array => encoder.encode(text);

const oneLine = (text: string): string => plain(text).replace(/\s+/g, " ").trim();

/** Without what a terminal or an editor would obey instead of showing. */
const plain = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, "");

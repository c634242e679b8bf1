import type { Letter, MailContent, MailTexts } from "./content.ts";
import { EN } from "./texts/en.ts";
import { ID } from "./texts/id.ts";

const TEXTS: Record<"en" | "id", MailTexts> = { en: EN, id: ID };
const SUBJECT_CHARACTERS = 150;

/** A mail as it is sent. */
export type Rendered = { subject: string; text: string; html: string };

export function renderMail({ kind, facts }: Letter, language: "en" | "id"): Rendered {
  const content = (TEXTS[language][kind] as (facts: Letter["facts"]) => MailContent)(facts);
  return { subject: oneLine(content.subject), text: textOf(content), html: htmlOf(content, language) };
}

/** Names are people's own words: no control character of theirs may end a header. */
const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim()].slice(0, SUBJECT_CHARACTERS).join("");

function textOf({ paragraphs, action, code, closing }: MailContent): string {
  const parts = [...paragraphs, ...(action ? [action.link] : []), ...(code ? [code] : []), ...closing, "Sapa"];
  return `${parts.map(oneParagraph).join("\n\n")}\n`;
}

const oneParagraph = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string =>
  oneParagraph(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const LINE = `${FONT};font-size:16px;line-height:1.5;color:#1f2430;margin:0 0 16px`;
const SMALL = `${FONT};font-size:14px;line-height:1.5;color:#565d6d;margin:0 0 8px`;
const BUTTON = `${FONT};font-size:16px;display:inline-block;padding:12px 20px;border-radius:8px;background:#1d5fd1;color:#ffffff;text-decoration:none`;
const CODE =
  "font-family:ui-monospace,Menlo,Consolas,monospace;font-size:32px;letter-spacing:6px;color:#1f2430;margin:0 0 16px";

/** Plain HTML without pictures, scripts or anything loaded: readable in every program, and nobody is told it was opened. */
function htmlOf({ subject, paragraphs, action, code, closing }: MailContent, language: string): string {
  const body = [
    ...paragraphs.map((text) => `<p style="${LINE}">${escaped(text)}</p>`),
    ...(action ? [buttonOf(action)] : []),
    ...(code ? [`<p style="${CODE}">${escaped(code)}</p>`] : []),
    ...closing.map((text) => `<p style="${SMALL}">${escaped(text)}</p>`),
  ].join("\n");
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:24px;background:#ffffff">
<div style="max-width:520px;margin:0 auto">
${body}
<p style="${SMALL}">Sapa</p>
</div>
</body>
</html>
`;
}

/** The address also stands below in full: some programs take buttons away. */
const buttonOf = ({ label, link }: { label: string; link: string }): string =>
  `<p style="margin:0 0 16px"><a href="${escaped(link)}" style="${BUTTON}">${escaped(label)}</a></p>
<p style="${SMALL};word-break:break-all">${escaped(link)}</p>`;

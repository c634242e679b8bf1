import type { ReceivedMail } from "./mail-server.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 24px; max-width: 760px; }
h1 { font-size: 20px; margin: 0 0 16px; }
ul { list-style: none; margin: 0; padding: 0; }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 12px; border-radius: 8px; color: inherit; text-decoration: none; }
li a:hover, li a:focus-visible { background: color-mix(in srgb, currentColor 8%, transparent); }
li strong, li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
small, .empty, dl { color: color-mix(in srgb, currentColor 70%, transparent); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 0 24px; }
dd { margin: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const pageOf = (title: string, body: string, isFresh = false): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${isFresh ? '<meta http-equiv="refresh" content="3">' : ""}
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>${body}</body>
</html>
`;

const timeOf = (at: number): string => new Date(at).toLocaleTimeString("en-GB");

/** All mails, the newest first; looks for more by itself. */
export function listPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    ({ id, subject, to, at }) =>
      `<li><a href="/${id}"><strong>${escaped(subject)}</strong><small>${timeOf(at)}</small><span>${escaped(to.join(", "))}</span></a></li>`,
  );
  const list = rows.length > 0 ? `<ul>${rows.join("")}</ul>` : '<p class="empty">Nothing has been sent yet.</p>';
  return pageOf("Mails", `<h1>Mails that Sapa has sent</h1>${list}`, true);
}

/** One mail as plain text, its links to press. */
export function messagePage({ subject, from, to, at, text }: ReceivedMail): string {
  const body = escaped(text).replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}" target="_blank">${link}</a>`);
  return pageOf(
    subject,
    `<p><a href="/">All mails</a></p><h1>${escaped(subject)}</h1>
<dl><dt>To</dt><dd>${escaped(to.join(", "))}</dd><dt>From</dt><dd>${escaped(from)}</dd><dt>At</dt><dd>${timeOf(at)}</dd></dl>
<div class="text">${body}</div>`,
  );
}

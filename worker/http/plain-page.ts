import { escapeHtml, htmlPage, styleHash } from "./html-page.ts";

/** Colours are those of the interface (components/tokens.css.ts), which such a page does not load. */
const STYLE = `
:root { color-scheme: light dark; --surface: light-dark(#ffffff, #1b1e24); --sunken: light-dark(#f6f7f9, #0e1013);
  --text: light-dark(#16181d, #eceef2); --muted: light-dark(#5d6571, #98a1ae); --accent: light-dark(#2563eb, #7aa5ff);
  --on-accent: light-dark(#ffffff, #0c1424);
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: start center; padding: clamp(1rem, 12vh, 8rem) 1rem 2rem;
  background: var(--sunken); color: var(--text); overflow-wrap: anywhere; }
main { width: min(100%, 28rem); padding: clamp(1.25rem, 5vw, 2rem); border-radius: 10px; background: var(--surface);
  box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 1.25rem; color: var(--muted); }
a { color: var(--accent); }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

type PlainPage = {
  status: number;
  language: string;
  title: string;
  text: string;
  /** Markup below the text; whatever people wrote in it is escaped already. */
  more?: string;
  /** Where forms of it may lead, redirects included. */
  formAction?: string[];
};

/** A page of the Worker's own that says one thing: no script, nothing loaded, in no frame. */
export function plainPage({ status, language, title, text, more = "", formAction = [] }: PlainPage): Response {
  const forms = formAction.length > 0 ? [`form-action ${formAction.join(" ")}`] : [];
  return htmlPage({
    status,
    language,
    title: `${title} · Sapa`,
    allowed: [`style-src ${styleHash(STYLE)}`, ...forms],
    head: `<style>${STYLE}</style>`,
    body: `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${more}</main>`,
  });
}

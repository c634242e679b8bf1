import { htmlPage, styleHash } from "../http/html-page.ts";

const WORDS = {
  en: { title: "Survey", loading: "One moment…", script: "This page needs JavaScript to show the survey." },
  id: { title: "Survei", loading: "Sebentar…", script: "Halaman ini memerlukan JavaScript untuk menampilkan survei." },
};
export type PageLanguage = keyof typeof WORDS;

/** Colours are those of the interface (components/tokens.css.ts), which this page does not load. */
const STYLE = `
:root { color-scheme: light dark; --surface: light-dark(#ffffff, #1b1e24); --sunken: light-dark(#f6f7f9, #0e1013);
  --line: light-dark(#868e9a, #6a7280); --text: light-dark(#16181d, #eceef2); --muted: light-dark(#5d6571, #98a1ae);
  --accent: light-dark(#2563eb, #7aa5ff); --on-accent: light-dark(#ffffff, #0c1424); --danger: light-dark(#c62f2f, #ff8a80);
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: start center; padding: clamp(1rem, 8vh, 6rem) 1rem 2rem;
  background: var(--sunken); color: var(--text); overflow-wrap: anywhere; }
main { width: min(100%, 34rem); padding: clamp(1.25rem, 5vw, 2rem); border-radius: 10px; background: var(--surface);
  box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
.company { margin: 0 0 .25rem; color: var(--muted); font-size: .875rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; }
h1:focus { outline: none; }
.more { margin: 0; color: var(--muted); }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin: 0 0 .75rem; }
.scale { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: .5rem; }
.scale.nps { grid-auto-flow: row; grid-template-columns: repeat(11, 1fr); gap: .25rem; }
.scale label { position: relative; display: flex; flex-direction: column; align-items: center; gap: .25rem; min-height: 2.75rem;
  justify-content: center; padding: .25rem; border: 1px solid var(--line); border-radius: 6px; text-align: center; cursor: pointer; }
.scale b { font-weight: 500; }
.scale.csat label { padding: .5rem .125rem; justify-content: start; }
.scale.csat b { font-size: 1.75rem; line-height: 1.2; }
.scale span { font-size: .75rem; line-height: 1.25; color: var(--muted); hyphens: auto; }
.scale input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.scale label:hover { border-color: var(--accent); }
.scale label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent);
  background: color-mix(in srgb, var(--accent) 12%, var(--surface)); }
.scale label:has(:checked) span { color: var(--text); }
.scale label:has(:focus-visible), button:focus-visible, textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin: .5rem 0 0; font-size: .8125rem; color: var(--muted); }
.ends span:last-child { text-align: end; }
form > div > label { display: block; margin: 0 0 .375rem; }
small { color: var(--muted); }
textarea { display: block; width: 100%; min-height: 6rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 6px;
  background: transparent; color: inherit; font: inherit; resize: vertical; }
.wrong { min-height: 1.5em; margin: .25rem 0 .5rem; color: var(--danger); font-size: .875rem; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; cursor: pointer; }
button[aria-disabled="true"] { opacity: .7; cursor: default; }
button.quiet { padding-inline: 0; background: none; color: var(--accent); font-weight: 500; text-decoration: underline; }
@media (max-width: 34rem) { .scale.nps { grid-template-columns: repeat(6, 1fr); } }
@media (max-width: 26rem) { .scale { gap: .25rem; } .scale span { font-size: .6875rem; } form > button { width: 100%; } }
@media (forced-colors: active) { .scale label:has(:checked) { outline: 3px solid Highlight; } }
`;

/** SURVEY-5: one page for every survey, which learns of its own from the fragment. */
export function surveyPage(language: PageLanguage): Response {
  const { title, loading, script } = WORDS[language];
  return htmlPage({
    language,
    title,
    allowed: [
      "script-src 'self'",
      `style-src ${styleHash(STYLE)}`,
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ],
    head: `<style>${STYLE}</style>
<script type="module" src="/survey.js"></script>`,
    body: `
<main aria-busy="true"><h1>${loading}</h1><noscript><p>${script}</p></noscript></main>
`,
    headers: { vary: "accept-language" },
  });
}

/** The first of a browser's languages that we speak; `in` is what Indonesian was called once. */
export function languageOf(accepted: string | undefined): PageLanguage {
  const wanted = (accepted ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...options] = part.trim().toLowerCase().split(";");
      const quality = Number(/^\s*q=([\d.]+)/.exec(options.join(";"))?.[1] ?? 1);
      return { base: tag.split("-")[0], quality };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .find(({ base }) => base === "en" || base === "id" || base === "in");
  return wanted === undefined || wanted.base === "en" ? "en" : "id";
}

const aYear = "public, max-age=31536000, immutable";
/** A small question with each use, answered by 304: what names other files must never name those of a build that is gone. */
const askedAnew = "public, no-cache";
const fiveMinutes = "public, max-age=300, stale-while-revalidate=86400";

/** What the hosted shell's pages may load: only what we serve. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // Text becomes markup in Lit's own templates only.
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

/** Other origins load these as module scripts, which browsers allow only with this header. */
const forEveryOrigin = ["Access-Control-Allow-Origin: *", "Cross-Origin-Resource-Policy: cross-origin"];

const rules: Record<string, string[]> = {
  "/*": [
    `Content-Security-Policy: ${contentPolicy}`,
    "X-Content-Type-Options: nosniff",
    // As the Worker's own answers say it; browsers take it over https only.
    "Strict-Transport-Security: max-age=31536000; includeSubDomains",
    "Referrer-Policy: same-origin",
  ],
  "/widget.js": [`Cache-Control: ${fiveMinutes}`, ...forEveryOrigin],
  "/widget-late.js": [`Cache-Control: ${askedAnew}`, ...forEveryOrigin],
  "/widget-preview.js": [`Cache-Control: ${askedAnew}`, ...forEveryOrigin],
  "/first-paint.js": [`Cache-Control: ${fiveMinutes}`],
  "/survey.js": [`Cache-Control: ${fiveMinutes}`],
  "/operator.js": [`Cache-Control: ${askedAnew}`],
  "/widget-assets/*": [`Cache-Control: ${aYear}`, ...forEveryOrigin],
  "/components/*": forEveryOrigin,
  "/components/sapa.js": [`Cache-Control: ${askedAnew}`],
  "/components/chunks/*": [`Cache-Control: ${aYear}`],
};

/** The text of `_headers`, which the assets' server reads. */
export function staticHeaders(): string {
  return Object.entries(rules)
    .map(([path, headers]) => `${path}\n${headers.map((header) => `  ${header}\n`).join("")}`)
    .join("\n");
}

import { createHash } from "node:crypto";

/** As a content policy names a style that stands in the page. */
export const styleHash = (style: string): string => `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => ESCAPES[one] ?? one);

type HtmlPage = {
  status?: number;
  language: string;
  title: string;
  /** What the page may do besides showing itself, as directives of its content policy; forms go nowhere unless one says so. */
  allowed: string[];
  /** Markup; whatever people wrote in it is escaped already. */
  head: string;
  body: string;
  headers?: Record<string, string>;
};

/** A page of the Worker's own, in no frame and in no search engine. */
export function htmlPage({ status = 200, language, title, allowed, head, body, headers }: HtmlPage): Response {
  const policy = ["default-src 'none'", "img-src data:", "base-uri 'none'", "frame-ancestors 'none'", ...allowed];
  if (!allowed.some((one) => one.startsWith("form-action "))) policy.push("form-action 'none'");
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>${body}</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "content-language": language,
      "x-robots-tag": "noindex, nofollow",
      ...headers,
    },
  });
}

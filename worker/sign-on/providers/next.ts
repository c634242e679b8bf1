const BASE = "https://sapa.invalid";

/** AUTH-1: where to go after signing in, which is a path of ours and nothing else. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || !URL.canParse(next, BASE)) return "/inbox";
  const url = new URL(next, BASE);
  // What comes out is looked at: `/.//evil.example` becomes `//evil.example`, which is another site to a browser.
  return url.origin === BASE && !url.pathname.startsWith("//") ? url.pathname + url.search : "/inbox";
}

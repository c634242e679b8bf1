const MARK =
  '<rect width="32" height="32" rx="9" fill="#2563eb"/><path d="M9 11.5A2.5 2.5 0 0 1 11.500 9h9a2.500 2.500 0 0 1 2.500 2.500v6a2.500 2.500 0 0 1-2.500 2.500H15l-4.200 3.400c-.5.400-1.300 0-1.300-.6V19.500A2.500 2.500 0 0 1 9 17.500z" fill="#fff"/>';

/** The tab's icon, with the number that the title carries too (NAV-4, LIST-6). */
export function faviconOf(count: number): string {
  const label = count > 99 ? "99+" : String(count);
  const badge =
    count > 0
      ? `<circle cx="22" cy="10" r="10" fill="#c62f2f"/><text x="22" y="14.500" font-family="system-ui,sans-serif" font-size="${label.length > 2 ? 9 : 13}" font-weight="700" text-anchor="middle" fill="#fff">${label}</text>`
      : "";
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}${badge}</svg>`)}`;
}

export function showFavicon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = faviconOf(count);
  if (link && link.href !== href) link.href = href;
}

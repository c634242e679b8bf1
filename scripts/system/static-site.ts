import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

export type StaticSite = { url: string; port: number; stop: () => Promise<void> };

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
};

/**
 * Serves a folder on its own origin. In its pages every `{{NAME}}` becomes `values.NAME`.
 * @param options `values` is asked anew for each page, so that it may change while the site runs.
 */
export async function startStaticSite(options: {
  folder: string;
  port: number;
  values: () => Record<string, string>;
}): Promise<StaticSite> {
  const server = createServer((request, response) => {
    answer(response, fileFor(options.folder, pathOf(request.url)), options.values());
  });
  await listen(server, options.port);
  return {
    url: `http://localhost:${options.port}`,
    port: options.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pathOf(address = "/"): string {
  try {
    return decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return "/not a path";
  }
}

function fileFor(folder: string, path: string): string | undefined {
  // `normalize` on an absolute path never climbs above its root.
  const inside = join(folder, normalize(`/${path}`));
  const candidates = [inside, join(inside, "index.html"), `${inside}.html`];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

function answer(response: ServerResponse, path: string | undefined, values: Record<string, string>): void {
  if (!path) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found");
    return;
  }
  const type = types[extname(path)] ?? "application/octet-stream";
  const file = readFileSync(path);
  const body = type.startsWith("text/html") ? fillIn(file.toString("utf8"), values) : file;
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" }).end(body);
}

function fillIn(page: string, values: Record<string, string>): string {
  return page.replace(/\{\{([A-Z_]+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    endpointUrl: string;
  }
}

/**
 * An organization's own server for tests in workerd, which cannot listen: POST /first answers with the first candidate,
 * /elsewhere redirects there, and GET /calls tells the calls that a path's `?key=` got.
 */
export default async function startEndpoint({ provide }: TestProject): Promise<() => Promise<void>> {
  const calls = new Map<string, { body: string; signature: string }[]>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const key = searchParams.get("key") ?? "";
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      if (pathname === "/calls") return void response.end(JSON.stringify(calls.get(key) ?? []));
      const signature = String(request.headers["x-sapa-signature"]);
      calls.set(key, [...(calls.get(key) ?? []), { body, signature }]);
      if (pathname === "/elsewhere") return void response.writeHead(307, { location: `/first?key=${key}` }).end();
      const { candidates } = JSON.parse(body) as { candidates: { agent_id: string }[] };
      response.end(JSON.stringify({ agent_id: candidates[0]?.agent_id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  provide("endpointUrl", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

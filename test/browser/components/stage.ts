import { page } from "vitest/browser";
import type { TokenProvider } from "../../../components/data/connection.ts";
import type { Role } from "../../../protocol/roles.ts";
import { FakeServer } from "./fake-server.ts";

export type StageOptions = { role?: Role; width?: number; height?: number };

let server: FakeServer | undefined;
let box: HTMLElement | undefined;

/** A provider of its own, because elements with the same one share a connection. */
export const newProvider = (): TokenProvider => async () => ({ token: "token", expiresAt: Date.now() + 600_000 });

/** A page with a server inside it and a box of the given size for our elements. Call `clearStage` after each test. */
export async function setStage({ role, width = 1280, height = 800 }: StageOptions = {}): Promise<FakeServer> {
  await page.viewport(width, height);
  server = new FakeServer(role);
  box = document.createElement("div");
  box.style.cssText = `position:absolute;inset:0;inline-size:${width}px;block-size:${height}px`;
  document.body.style.margin = "0";
  document.body.append(box);
  return server;
}

/** Puts one of our elements into the box. */
export function put<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ language: "en", ...attributes })) element.setAttribute(name, value);
  Object.assign(element, properties);
  box?.append(element);
  return element;
}

export function clearStage(): void {
  box?.remove();
  box = undefined;
  server?.uninstall();
  server = undefined;
  localStorage.clear();
}

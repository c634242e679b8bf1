import { page } from "vitest/browser";
import "../../../components/shell/main.ts";
import type { Role } from "../../../protocol/roles.ts";
import { FakeServer } from "../components/fake-server.ts";
import { all, one, until } from "../components/mount.ts";
import { FakeAuth } from "./fake-auth.ts";

export type MountedShell = { auth: FakeAuth; server: FakeServer; shell: HTMLElement };
export type MountShellOptions = {
  width?: number;
  height?: number;
  role?: Role;
  theme?: string;
  language?: string;
  /** Runs before the app is put into the page. */
  prepare?: (auth: FakeAuth, server: FakeServer) => void;
};

const home = location.href;
let mounted: MountedShell | undefined;

/** The hosted app at an address of its own, against a server inside the page. Call `leaveShell` after each test. */
export async function mountShell(address: string, options: MountShellOptions = {}): Promise<MountedShell> {
  const { width = 1280, height = 800, role, theme, language = "en" } = options;
  await page.viewport(width, height);
  if (language !== "") localStorage.setItem("sapa.language", language);
  if (theme) localStorage.setItem("sapa.theme", theme);
  // Put off: a page under test may not ask for permissions.
  localStorage.setItem("sapa.notify-put-off", String(Date.now() + 3_600_000));
  const server = new FakeServer(role);
  const auth = new FakeAuth();
  options.prepare?.(auth, server);
  history.replaceState(null, "", address);
  const shell = document.createElement("sapa-shell");
  document.body.append(shell);
  mounted = { auth, server, shell };
  return mounted;
}

export function leaveShell(): void {
  mounted?.shell.remove();
  mounted?.auth.uninstall();
  mounted?.server.uninstall();
  mounted = undefined;
  history.replaceState(null, "", home);
  localStorage.clear();
  document.documentElement.removeAttribute("dir");
}

export const here = (): string => location.pathname + location.search + location.hash;

/** Waits for a heading with these words. */
export const headed = (words: string): Promise<void> =>
  until(`the heading ${words}`, () =>
    all("h1, h2").some((heading) => heading.textContent.trim() === words && heading.checkVisibility()),
  );

export async function type(selector: string, words: string): Promise<void> {
  const input = one<HTMLInputElement>(selector);
  input.focus();
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
}

export const submit = (): void => one<HTMLElement>("form button[type=submit]").click();

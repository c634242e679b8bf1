import { type Browser, chromium, type LaunchOptions } from "playwright";
import { findChromium } from "../../scripts/support/chromium.ts";

/** Starts the Chromium of this machine, or the one from npm. Close it after the tests. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { executablePath, args, env } = await findChromium();
  return chromium.launch({
    ...options,
    executablePath,
    args: [...args, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...env, ...options.env },
  });
}

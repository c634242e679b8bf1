import type { TestProject } from "vitest/node";
import { startMailServer } from "../../scripts/system/mail-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a real mail server, for SAPA_SMTP_URL. */
    smtpUrl: string;
    /** `mails.json` beside it has what arrived. */
    mailPageUrl: string;
  }
}

/** A real mail server for tests in workerd, which cannot listen. */
export default async function startMail({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startMailServer();
  provide("smtpUrl", server.smtpUrl);
  provide("mailPageUrl", server.pageUrl);
  return () => server.stop();
}

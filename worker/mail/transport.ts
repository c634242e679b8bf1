import { createTransport } from "nodemailer";
import type { StoredMail } from "./outbox.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 20_000;

export type MailServer = { url: string; from: string };
/** `code` is the mail server's or the connection's, never a text, which may quote an address. */
export type Sent = { ok: true } | { ok: false; isFinal: boolean; code: string };

/** Hands one mail to the mail server. Sending it again under the same id is the same mail to whoever reads it. */
export async function sendMail({ url, from }: MailServer, mailId: string, mail: StoredMail): Promise<Sent> {
  const transport = createTransport({
    url,
    requireTLS: needsTls(url),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, subject, text, html } = mail;
    const messageId = `<${mailId}@${/@([\w.-]+)/.exec(from)?.[1] ?? "localhost"}>`;
    await transport.sendMail({
      from,
      // As an object it is one address, whatever characters stand in it.
      to: { name: "", address: to },
      subject,
      text,
      html,
      messageId,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return { ok: true };
  } catch (error) {
    return failureOf(error);
  } finally {
    transport.close();
  }
}

/** Mails hold links and codes that sign in: none crosses a network in the clear, with or without a password. */
export function needsTls(url: string): boolean {
  const { hostname } = new URL(url);
  return !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

function failureOf(error: unknown): Extract<Sent, { ok: false }> {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  // An address that does not exist will not do so in an hour. Wrong passwords and refused senders get put right.
  const isFinal = code === "EENVELOPE" && responseCode !== undefined && responseCode >= 500;
  return { ok: false, isFinal, code: String(responseCode ?? code ?? "unknown") };
}

import { env } from "cloudflare:workers";
import { inject } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import type { ReceivedMail } from "../../../scripts/system/mail-server.ts";
import { sweepMails } from "../../../worker/mail/deliver.ts";
import { until } from "../../support/until.ts";
import { Browser } from "../http/support.ts";

export const newEmail = (name = "orang"): string => `${name}.${newId("acc").slice(-12)}@sapa.example`;

/**
 * What has arrived for this address, the newest first. A mail may come twice (another test turns the clock on and sends
 * what is still on its way): as in any mail program, its Message-ID tells.
 */
export async function mailsTo(email: string): Promise<ReceivedMail[]> {
  const response = await fetch(`${inject("mailPageUrl")}mails.json?to=${encodeURIComponent(email)}`);
  const mails = (await response.json()) as ReceivedMail[];
  return [...new Map(mails.toReversed().map((mail) => [messageIdOf(mail), mail])).values()].reverse();
}

const messageIdOf = ({ id, headers }: ReceivedMail): string =>
  headers.find(({ key }) => key.toLowerCase() === "message-id")?.value ?? id;

/** Waits for this many mails at one address. */
export const mailsUntil = (email: string, count: number): Promise<ReceivedMail[]> =>
  until(
    () => mailsTo(email),
    ({ length }) => length >= count,
  );

const LINK = /https:\/\/sapa\.example\/link#([\w-]{43})/;

/** The token of the newest link that was mailed to this address, once there are so many mails. */
export async function linkTo(email: string, count = 1): Promise<string> {
  const mails = await mailsUntil(email, count);
  const token = LINK.exec(mails[0]?.text ?? "")?.[1];
  if (token === undefined) throw new Error(`no link among ${mails.length} mails`);
  return token;
}

/** The newest code that was mailed. */
export async function codeTo(email: string, count = 1): Promise<string> {
  const mails = await mailsUntil(email, count);
  const code = /^\d{6}$/m.exec(mails[0]?.text ?? "")?.[0];
  if (code === undefined) throw new Error(`no code among ${mails.length} mails`);
  return code;
}

export const forgot = (email: string, browser = new Browser()): Promise<Response> =>
  browser.send("/auth/forgot", { body: { email, language: "en" } });
export const openLink = (token: string): Promise<Response> => new Browser().send("/auth/links", { body: { token } });
export const useLink = (token: string, password: string, browser = new Browser()): Promise<Response> =>
  browser.send("/auth/links/use", { body: { token, password } });

export const sweep = (now = Date.now()): Promise<void> => sweepMails(env, now);

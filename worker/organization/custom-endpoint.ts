import { createHmac } from "node:crypto";
import { z } from "zod";
import { derivedKey } from "../http/keys.ts";
import { isPublicUrl } from "../settings/rules.ts";

/** Why a custom allocation gave nobody; stands in the log, without anything of what was sent or answered. */
export type CustomFailure = "address" | "network" | "timeout" | "redirect" | "status" | "too_large" | "bad_answer";
export type CustomAnswer = { ok: true; memberId: string } | { ok: false; failure: CustomFailure };

const ANSWER_WITHIN_MS = 5_000;
const ANSWER_BYTES_MAX = 64 * 1024;

const answerSchema = z.object({ agent_id: z.string().min(1).max(80) });

/** What an organization checks the signature with (ASSIGN-14). The same for as long as the deployment's secret is. */
export const customAllocationSecret = (deploymentSecret: string, organizationId: string): string =>
  `sapas_${Buffer.from(derivedKey(deploymentSecret, `custom allocation ${organizationId}`)).toString("base64url")}`;

/**
 * API-20: HMAC-SHA256 over `{t}.{raw body}`, `t` in seconds. While the deployment's secret is being changed both sign, so
 * that organizations have time to copy the new one.
 */
export function signatureOf(secrets: readonly string[], body: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const signed = secrets.map((secret) => createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"));
  return [`t=${seconds}`, ...signed.map((one) => `v1=${one}`)].join(",");
}

/** Development alone may talk to itself: tests and demos run their endpoint beside the Worker. */
export const mayCall = (url: string, isDevelopment: boolean): boolean =>
  isPublicUrl(url) || (isDevelopment && URL.canParse(url) && isLoopback(new URL(url).hostname));

const isLoopback = (hostname: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

export type CustomCall = { url: string; secrets: readonly string[]; body: string; isDevelopment: boolean; now: number };

/** One question, never repeated here: within 5 s, without following redirects, with a bounded answer. Never rejects. */
export async function askEndpoint({ url, secrets, body, isDevelopment, now }: CustomCall): Promise<CustomAnswer> {
  if (!mayCall(url, isDevelopment)) return failed("address");
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "user-agent": "Sapa",
        "x-sapa-signature": signatureOf(secrets, body, now),
      },
      redirect: "manual",
      signal: abort.signal,
    });
    return await readAnswer(response);
  } catch {
    return failed(abort.signal.aborted ? "timeout" : "network");
  } finally {
    clearTimeout(timer);
  }
}

async function readAnswer(response: Response): Promise<CustomAnswer> {
  if (!response.ok) {
    await response.body?.cancel();
    return failed(response.status >= 300 && response.status < 400 ? "redirect" : "status");
  }
  const text = await boundedText(response);
  if (text === null) return failed("too_large");
  const parsed = answerSchema.safeParse(jsonOf(text));
  return parsed.success ? { ok: true, memberId: parsed.data.agent_id } : failed("bad_answer");
}

async function boundedText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failed = (failure: CustomFailure): CustomAnswer => ({ ok: false, failure });

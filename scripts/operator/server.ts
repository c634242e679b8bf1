import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "../../protocol/codes.ts";
import type { Problem } from "../../protocol/http.schema.ts";
import { PlainError } from "../support/console.ts";
import { dataFolder } from "../support/paths.ts";
import { askSecret } from "./ask.ts";

/** The server's routes for who runs it. Resolves with the answer; rejects with what a person can do about it. */
export type Server = {
  call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** How the server calls itself to others, which need not be the address that we ask. */
  publicAddress: () => Promise<string>;
};

/** From the environment; without it the system that `npm start` runs here. A key is asked for, never an argument. */
export async function serverToUse(): Promise<Server> {
  const here = process.env.SAPA_URL ? undefined : localSystem();
  const url = (process.env.SAPA_URL ?? here?.url ?? "").replace(/\/+$/, "");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new PlainError(
      "Set SAPA_URL to the server's address, such as https://chat.example.com, or run `npm start` first.",
    );
  const key = process.env.SAPA_OPERATOR_KEY || here?.key || (await askSecret("Operator's key"));
  return {
    call: (method, path, body) => call(url, key, method, path, body),
    publicAddress: () => publicAddressOf(url),
  };
}

function localSystem(): { url: string; key: string } | undefined {
  const [dev, secrets] = ["dev.json", "secrets.json"].map((name) => join(dataFolder(), name));
  if (!dev || !secrets || !existsSync(dev) || !existsSync(secrets)) return undefined;
  const { url } = JSON.parse(readFileSync(dev, "utf8")) as { url: string };
  const { SAPA_OPERATOR_KEY } = JSON.parse(readFileSync(secrets, "utf8")) as { SAPA_OPERATOR_KEY: string };
  return { url, key: SAPA_OPERATOR_KEY };
}

async function publicAddressOf(url: string): Promise<string> {
  const response = await fetch(`${url}/.well-known/openid-configuration`);
  if (!response.ok) throw new PlainError("The server does not know its own address: set SAPA_ORIGIN there.");
  return ((await response.json()) as { issuer: string }).issuer;
}

async function call<T>(url: string, key: string, method: string, path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}/operator/v1${path}`, init).catch(() => {
    throw new PlainError(`Nothing answers at ${url}.`);
  });
  const text = await response.text();
  if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
  throw new PlainError(meaningOf(response.status, text));
}

/** Fields by the option that fills them, where their names differ. */
const OPTIONS: Record<string, string> = {
  redirectUris: "redirect",
  postLogoutUris: "after-logout",
  backChannelLogoutUri: "sign-out",
  seatLimit: "seats",
};

/** `/owner/firstName` is what `--first-name` gave. */
function optionAt(pointer: string): string {
  const [name = "", at] = pointer.split("/").filter((part) => part !== "" && part !== "owner");
  const option = `--${OPTIONS[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return at === undefined ? option : `${option}, number ${Number(at) + 1}`;
}

const titleOf = (code: string): string => (CODES as Partial<Record<string, { title: string }>>)[code]?.title ?? code;

function meaningOf(status: number, text: string): string {
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    return `Something else than Sapa answers there, with ${status}: look at SAPA_URL.`;
  }
  if (status === 401) return "This is not the Operator's key of that server (SAPA_OPERATOR_KEY).";
  if (status === 404 && problem.code === "not_found")
    return "There is no such thing, or the server has no SAPA_OPERATOR_KEY.";
  const fields = (problem.errors ?? []).map(({ pointer, code }) => `\n    ${optionAt(pointer)}: ${titleOf(code)}`);
  return fields.length > 0
    ? `The server took none of it.${fields.join("")}`
    : `${problem.title ?? `The server answered ${status}`}.`;
}

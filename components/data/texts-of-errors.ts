import { ProblemError } from "../../client/api.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { Localizer } from "../strings/localizer.ts";

/** The stable code of anything that can be thrown at us; what has none could not reach the server. */
export const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.refusal.code : "unavailable");

/** What went wrong in plain words, with what to do. */
export function refusalText(refusal: Pick<Refusal, "code" | "params">, text: Localizer): string {
  const { code, params } = refusal;
  if (code === "assign.taken" && params?.name === undefined) return text.t("error.assign.takenUnknown");
  if (code === "too_many_sockets" || code === "overloaded") return text.t("error.unavailable");
  return text.find(`error.${code}`, params) ?? text.t("error.other");
}

export const errorText = (error: unknown, text: Localizer): string =>
  error instanceof ProblemError ? refusalText(error.refusal, text) : text.t("error.unavailable");

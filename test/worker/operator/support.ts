import { env } from "cloudflare:workers";
import { type CallOptions, call } from "../http/support.ts";

/** A request of who runs the server. */
export const asOperator = (path: string, options: CallOptions = {}): Promise<Response> =>
  call(`/operator/v1${path}`, {
    ...options,
    headers: { authorization: `Bearer ${env.SAPA_OPERATOR_KEY}`, ...options.headers },
  });

export const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;

/** What was wrong, by field. */
export const wrongIn = async (response: Response): Promise<Record<string, string>> => {
  const { errors = [] } = await jsonOf<{ errors?: { pointer: string; code: string }[] }>(response);
  return Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]));
};

import { expect } from "vitest";
import type { Problem } from "../../../protocol/http.schema.ts";
import type { SettingsAnswer, SettingsSection } from "../../../protocol/settings.schema.ts";
import type { WorldMember } from "../../support/world.ts";
import { asMember, problemOf } from "../http/support.ts";

export type Json = Record<string, unknown>;

/** What a member reads. A test asks faster than people do: told to wait, it waits. */
export async function read<T>(member: WorldMember, path: string): Promise<T> {
  const response = await asMember(member, `/api/v1${path}`);
  if (response.status === 429) {
    const { retryAfterMs = 0 } = await problemOf(response);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    return read(member, path);
  }
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

export const send = (member: WorldMember, method: string, path: string, body?: unknown): Promise<Response> =>
  asMember(member, `/api/v1${path}`, { method, body });

/** A request that must be done; its answer. */
export async function done<T>(member: WorldMember, method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(member, method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(await problemOf(response))}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A request that must be refused; its problem. */
export async function refused(
  member: WorldMember,
  method: string,
  path: string,
  body?: unknown,
): Promise<Problem & { current?: Json }> {
  const response = await send(member, method, path, body);
  const problem = await problemOf(response);
  if (response.ok) throw new Error(`${method} ${path} was done: ${JSON.stringify(problem)}`);
  return problem as Problem & { current?: Json };
}

export const section = <S extends SettingsSection>(member: WorldMember, name: S): Promise<SettingsAnswer<S>> =>
  read(member, `/settings/${name}`);

/** Changes some fields of what the member reads now. */
export async function change<S extends SettingsSection>(
  member: WorldMember,
  name: S,
  fields: Partial<SettingsAnswer<S>["value"]>,
): Promise<SettingsAnswer<S>> {
  const { version, value } = await section(member, name);
  return done(member, "PUT", `/settings/${name}`, { version, value: { ...value, ...fields } });
}

/** The fields a form is refused for, with their codes. */
export async function badFields<S extends SettingsSection>(
  member: WorldMember,
  name: S,
  fields: Partial<SettingsAnswer<S>["value"]>,
): Promise<[string, string][]> {
  const { version, value } = await section(member, name);
  const body = { version, value: { ...value, ...fields } };
  const problem = await refused(member, "PUT", `/settings/${name}`, body);
  expect(problem.status).toBe(422);
  expect((await section(member, name)).value).toEqual(value);
  return (problem.errors ?? []).map(({ pointer, code }) => [pointer, code]);
}

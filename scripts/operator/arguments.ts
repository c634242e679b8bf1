import { parseArgs } from "node:util";
import { PlainError } from "../support/console.ts";

/** What an option takes: one word, several (given again and again), or nothing. */
export type OptionKind = "one" | "many" | "none";
export type Options = Record<string, string | string[] | boolean | undefined>;

/** Reads `--name value` by what the command knows; anything else is a mistake that is told. */
export function readOptions(args: string[], kinds: Record<string, OptionKind>): { words: string[]; options: Options } {
  const config = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === "none" ? ("boolean" as const) : ("string" as const), multiple: kind === "many" },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options: config, allowPositionals: true, strict: true });
    return { words: positionals, options: values as Options };
  } catch (error) {
    throw new PlainError((error as Error).message.split(". ")[0] ?? "The options are not right");
  }
}

/** An option that must be there. */
export function needed(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== "string") throw new PlainError(`--${name} is missing.`);
  return value;
}

export const many = (options: Options, name: string): string[] => (options[name] as string[] | undefined) ?? [];
export const given = (options: Options, name: string): string | undefined => options[name] as string | undefined;

/** A number of seats; `none` for as many as one likes. */
export function seatsOf(text: string | undefined): number | null {
  if (text === undefined || text === "none") return null;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new PlainError("--seats takes a number from 1, or none.");
  return Number(text);
}

import type { z } from "zod";
import { CODES, type Code, type Refusal, refusal } from "../../protocol/codes.ts";

type Field = { pointer: string; code: Code };
const FIELDS_MAX = 20;

/**
 * Checks input against a schema; the refusal names every bad field by JSON pointer. `outOfRange`: the code of a value of
 * the right type that lies outside its bounds.
 */
export function validate<T>(
  input: unknown,
  schema: z.ZodType<T>,
  outOfRange: Code = "bad_request",
): { ok: true; value: T } | { ok: false; refusal: Refusal } {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const fields = result.error.issues.flatMap((issue) => fieldsOf(issue, input, outOfRange)).slice(0, FIELDS_MAX);
  return { ok: false, refusal: refusal(overallCode(fields), { fields }) };
}

/** The fault of the whole: a shape that no form could have sent outweighs what a person can correct in a field. */
function overallCode(fields: Field[]): Code {
  const malformed = fields.find((field) => CODES[field.code].status !== 422);
  return malformed?.code ?? fields[0]?.code ?? "bad_request";
}

function fieldsOf(issue: z.core.$ZodIssue, input: unknown, outOfRange: Code): Field[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), code: "bad_request" as const }));
  return [{ pointer: pointerOf(issue.path), code: codeOf(issue, input, outOfRange) }];
}

const RANGE_ISSUES: z.core.$ZodIssue["code"][] = ["too_big", "too_small", "invalid_format"];

function codeOf(issue: z.core.$ZodIssue, input: unknown, outOfRange: Code): Code {
  if (issue.code === "too_big" && issue.origin === "string") return "too_long";
  if (issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1) return "required";
  if (RANGE_ISSUES.includes(issue.code)) return outOfRange;
  return issue.code === "invalid_type" && valueAt(input, issue.path) === undefined ? "required" : "bad_request";
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return value;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const pointerOf = (path: PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

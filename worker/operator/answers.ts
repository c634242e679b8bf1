import { refusal } from "../../protocol/codes.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { refuse } from "../http/endpoint.ts";

/** All bad fields at once; undefined: there are none. */
export function refuseFields(bad: BadField[]) {
  const [first] = bad;
  if (first === undefined) return undefined;
  const fields = bad.map(({ pointer, code }) => ({ pointer, code }));
  return refuse(refusal(first.code, { fields, ...(first.params && { params: first.params }) }));
}

export const notFound = () => refuse(refusal("not_found"));

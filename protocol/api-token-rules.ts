import type { CreateApiToken } from "./embed.schema.ts";
import { type BadField, checkText } from "./form-rules.ts";

const NAME_LENGTH = 60;

/** What an API token may not be made with (GEN-2), beyond its shape and its end: one list for screen and server. */
export const checkApiToken = ({ name, scopes }: Pick<CreateApiToken, "name" | "scopes">): BadField[] => [
  ...checkText("/name", name, NAME_LENGTH),
  ...(scopes.length === 0 ? [{ pointer: "/scopes", code: "required" as const }] : []),
];

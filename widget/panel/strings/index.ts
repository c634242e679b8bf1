import type { Language } from "../../language.ts";
import { en, type Strings } from "./en.ts";
import { id } from "./id.ts";

export type { Strings };
export const STRINGS: Record<Language, Strings> = { en, id };

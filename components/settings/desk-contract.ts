import type { TemplateResult } from "lit";
import type { Connection } from "../data/connection.ts";
import type { Question } from "../ui/confirm.ts";
import type { SettingsSectionId } from "./sections.ts";

/** What a page of the settings asks of the screen around it. */
export interface Desk {
  readonly connection: Connection;
  /** GEN-9. */
  ask(question: Question): Promise<boolean>;
  /** Tells the person and the host that something was saved, in these words or by the page's name. */
  saved(words?: string): void;
  /** A short message, for what needs no saving. */
  tell(words: string): void;
  /** Says why it did not work. */
  failed(error: unknown): void;
  /** Another page is wanted; asks first if something is not saved. */
  go(section: SettingsSectionId): void;
  /** How the page's list is narrowed now, as part of an address: the host keeps it (NAV-2). */
  narrowed(filter: string): void;
  /** A button that leads there, and a link where the host has addresses for pages. `name` is what it is called. */
  link(section: SettingsSectionId, inner: TemplateResult, name: string): TemplateResult;
}

/** A page that may hold something that is not saved (GEN-11). */
export interface GuardedPage extends HTMLElement {
  readonly isDirty: boolean;
  discard(): void;
}

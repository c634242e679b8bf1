import type { Api } from "../../../client/api.ts";
import { ProblemError } from "../../../client/http.ts";
import type { SavedFilter } from "../../../protocol/inbox.schema.ts";
import { Observable } from "../../data/observable.ts";

/** BEY-6: the filters that this member or the organization has kept. */
export class SavedFilters extends Observable {
  readonly #api: Api;
  /** null: not read yet. */
  list: readonly SavedFilter[] | null = null;

  constructor(api: Api) {
    super();
    this.#api = api;
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      this.list = await this.#api.savedFilters();
    } catch {
      // The panel works without; it is read again when the panel is opened again.
      this.list = [];
    }
    this.changed();
  }

  /** Rejects as the server refuses it. */
  async save(filter: { name: string; query: string; isShared: boolean }): Promise<void> {
    const saved = await this.#api.saveFilter(filter);
    this.list = [...(this.list ?? []), saved].toSorted((a, b) => a.name.localeCompare(b.name));
    this.changed();
  }

  async delete(filterId: string): Promise<void> {
    const before = this.list;
    this.list = (before ?? []).filter((one) => one.filterId !== filterId);
    this.changed();
    try {
      await this.#api.deleteFilter(filterId);
    } catch (error) {
      // What is gone already is what was wanted.
      if (error instanceof ProblemError && error.status === 404) return;
      this.list = before;
      this.changed();
      throw error;
    }
  }
}

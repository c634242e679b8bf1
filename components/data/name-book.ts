import type { MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../protocol/inbox.schema.ts";
import type { Division } from "../../protocol/settings.schema.ts";
import type { Connection } from "./connection.ts";
import { Observable } from "./observable.ts";

/** Lists of an organization that filters and dialogs choose from, as far as they have been read. */
export type KnownNames = {
  members: readonly MemberRow[] | null;
  tags: readonly TagRow[] | null;
  integrations: readonly IntegrationRow[] | null;
  divisions: readonly Division[] | null;
};

const NOTHING: KnownNames = { members: null, tags: null, integrations: null, divisions: null };

/** What ids of people, tags, channels and divisions are called. Read when first needed, and anew after a change. */
export class NameBook extends Observable {
  readonly #connection: Connection;
  readonly #stop: () => void;
  #config = -1;
  #names: KnownNames = NOTHING;
  #isWanted = false;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    this.#stop = connection.subscribe(() => this.#read());
  }

  close(): void {
    this.#stop();
  }

  /** From now on the names are read and kept current. */
  get names(): KnownNames {
    this.#isWanted = true;
    this.#read();
    return this.#names;
  }

  /** Is everything here that ids of a filter could be looked up in? */
  get isComplete(): boolean {
    return Object.values(this.#names).every((list) => list !== null);
  }

  #read(): void {
    const { configChanges, me } = this.#connection;
    if (!this.#isWanted || !me || this.#config === configChanges) return;
    this.#config = configChanges;
    const keep = (names: Partial<KnownNames>): void => {
      this.#names = { ...this.#names, ...names };
      this.changed();
    };
    // What cannot be read stays as it was; the next change or connection asks again.
    const failed = (): void => {};
    this.#connection.members().then((members) => keep({ members }), failed);
    this.#connection.tags().then((tags) => keep({ tags }), failed);
    this.#connection.integrations().then((integrations) => keep({ integrations }), failed);
    this.#connection.divisions().then((divisions) => keep({ divisions }), failed);
  }
}

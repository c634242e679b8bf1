import type { Desk } from "../desk.ts";
import { NO_FILTER } from "../filter/room-filter.ts";
import { withoutUnknown } from "../filter/unknown-values.ts";
import type { ChoiceState } from "./choice-state.ts";

/** SEARCH-11: what an address names and no longer exists is dropped from the filter, and the person is told. */
export class FilterWatch {
  readonly #desk: Desk;
  readonly #choice: ChoiceState;

  constructor(desk: Desk, choice: ChoiceState) {
    this.#desk = desk;
    this.#choice = choice;
  }

  /** Call before each render. */
  check(): void {
    const { model, viewer, text } = this.#desk;
    const { filter } = this.#choice.choice;
    if (filter === NO_FILTER || !model || !viewer) return;
    const known = withoutUnknown(filter, model.names.names);
    if (known === filter) return;
    queueMicrotask(() => {
      this.#choice.choose({ filter: known });
      this.#desk.tell(text.t("filter.unknownDropped"));
    });
  }
}

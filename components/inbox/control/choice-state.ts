import { SapaViewChangedEvent } from "../../events.ts";
import type { Desk } from "../desk.ts";
import { filterQuery } from "../filter/room-filter.ts";
import { type Choice, choiceFrom } from "../list/list-choice.ts";

/** Which rooms the list shows: tab, status, order and filter, as they stand in the element's properties. */
export class ChoiceState {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get choice(): Choice {
    return choiceFrom(this.#desk.inbox, this.#desk.viewer);
  }

  /** For what a person did: the host is told. */
  readonly choose = (change: Partial<Choice>): void => {
    const { inbox } = this.#desk;
    const choice = { ...this.choice, ...change };
    inbox.kind = choice.kind;
    inbox.status = choice.status;
    inbox.sort = choice.sort;
    inbox.filter = filterQuery(choice.filter);
    inbox.dispatchEvent(new SapaViewChangedEvent(choice));
  };
}

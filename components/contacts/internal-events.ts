/** A row was opened. */
export class ContactSelectEvent extends Event {
  readonly contactId: string;
  constructor(contactId: string) {
    super("contact-select");
    this.contactId = contactId;
  }
}

/** A row was chosen for what is done with several, or no longer is. */
export class ContactChooseEvent extends Event {
  readonly contactId: string;
  constructor(contactId: string) {
    super("contact-choose");
    this.contactId = contactId;
  }
}

/** Another order was chosen by the head of a column. */
export class ContactSortEvent extends Event {
  readonly sort: "updated" | "name";
  constructor(sort: "updated" | "name") {
    super("contact-sort");
    this.sort = sort;
  }
}

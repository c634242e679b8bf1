import { SapaConflict } from "../settings/parts/conflict.ts";
import { SapaConfirm } from "../ui/confirm.ts";
import { SapaContactRows } from "./contact-rows.ts";
import { SapaContactsDesk } from "./desk.ts";
import { SapaContactDetail } from "./detail.ts";
import { SapaContactErase } from "./erase-dialog.ts";
import { SapaContactMerge } from "./merge-dialog.ts";

/** The tags that `<sapa-contacts>` is made of; loaded when the first one is shown. A tag that the page has is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-confirm": SapaConfirm,
  "sapa-conflict": SapaConflict,
  "sapa-contact-detail": SapaContactDetail,
  "sapa-contact-erase": SapaContactErase,
  "sapa-contact-merge": SapaContactMerge,
  "sapa-contact-rows": SapaContactRows,
  "sapa-contacts-desk": SapaContactsDesk,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);

import { SapaConfirm } from "../../ui/confirm.ts";
import { SapaPasswordCard } from "./password-card.ts";
import { SapaPhotoField } from "./photo-field.ts";
import { SapaProfilePage } from "./profile-page.ts";
import { SapaSessionsCard } from "./sessions-card.ts";

const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-confirm": SapaConfirm,
  "sapa-password-card": SapaPasswordCard,
  "sapa-photo-field": SapaPhotoField,
  "sapa-profile-page": SapaProfilePage,
  "sapa-sessions-card": SapaSessionsCard,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);

import { areaTexts } from "./area-texts.ts";
import { contactsEn } from "./en/contacts.ts";
import { contactsId } from "./id/contacts.ts";

export const contactsTexts = areaTexts({ en: contactsEn, id: contactsId });

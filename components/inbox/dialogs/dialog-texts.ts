import { areaTexts } from "../../strings/area-texts.ts";
import { roomDialogsEn } from "../../strings/en/room-dialogs.ts";
import { roomDialogsId } from "../../strings/id/room-dialogs.ts";

/** Texts of what is loaded only when it is asked. */
export const dialogTexts = areaTexts({ en: roomDialogsEn, id: roomDialogsId });

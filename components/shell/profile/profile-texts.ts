import { areaTexts } from "../../strings/area-texts.ts";
import { profileEn } from "../../strings/en/profile.ts";
import { profileId } from "../../strings/id/profile.ts";

export const profileTexts = areaTexts({ en: profileEn, id: profileId });

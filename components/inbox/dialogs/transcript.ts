import type { Api } from "../../../client/api.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { downloadFile } from "../../ui/download.ts";
import { contactName } from "../people.ts";

/** BEY-18: the conversation as a text file, in the reader's language. Rejects like the call. */
export async function downloadTranscript(room: RoomSummary, api: Api, text: Localizer): Promise<void> {
  const { language, timeZone } = text;
  const file = await api.transcript(room.roomId, { language, ...(timeZone === undefined ? {} : { timeZone }) });
  downloadFile(file, contactName(room.contact, room.channel, text), "txt");
}

import type { Api, ApiOptions } from "../../client/api.ts";
import type { Channel } from "../../protocol/channels.ts";
import type { MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../protocol/inbox.schema.ts";
import type { Division, QuickReply } from "../../protocol/settings.schema.ts";
import { type RoomFiles, roomFiles } from "../inbox/media/index.ts";
import type { Connection } from "./connection.ts";

/** What an open room asks of the organization. Lists are kept until settings change; a failed one is asked for again. */
export interface RoomServices {
  readonly api: Api;
  /** For clients of parts that are loaded later. */
  readonly apiOptions: ApiOptions;
  /** What is stored of a contact changed, see FeedConnection. */
  onContact(listener: (contactId: string | null) => void): () => void;
  readonly organizationName: string;
  /** What somebody is called, as far as it is known by now. */
  readonly memberName: (memberId: string) => string | undefined;
  /** Where a room's files are, and what is on its way up. */
  files(roomId: string, channel: Channel): RoomFiles;
  /** Who may be given a room, and be mentioned. */
  members(): Promise<MemberRow[]>;
  tags(): Promise<TagRow[]>;
  divisions(): Promise<Division[]>;
  quickReplies(): Promise<QuickReply[]>;
  /** The organization's channels, and which of them are on. */
  integrations(): Promise<IntegrationRow[]>;
}

type Names = {
  members: () => Promise<MemberRow[]>;
  tags: () => Promise<TagRow[]>;
  memberName: (memberId: string) => string | undefined;
};

export const roomServices = (connection: Connection, names: Names): RoomServices => ({
  ...names,
  api: connection.api,
  apiOptions: connection.apiOptions,
  onContact: (listener) => connection.feed.onContact(listener),
  get organizationName() {
    return connection.me?.organization.name ?? "";
  },
  divisions: () => connection.divisions(),
  quickReplies: () => connection.quickReplies(),
  integrations: () => connection.integrations(),
  files: (roomId, channel) => roomFiles(connection.apiOptions, roomId, channel),
});

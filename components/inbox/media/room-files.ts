import { createApi } from "../../../client/api.ts";
import type { ApiOptions } from "../../../client/api-call.ts";
import { FileLinks } from "../../../client/file-links.ts";
import { browserPlatform } from "../../../client/platform.ts";
import type { TokenSource } from "../../../client/types.ts";
import { createUploads, type Uploads } from "../../../client/uploads.ts";
import type { Channel } from "../../../protocol/channels.ts";

/** What one room's conversation and composer share: where its files are, and what is on its way up. */
export type RoomFiles = { links: FileLinks; uploads: Uploads };

const KEPT = 20;
const rooms = new WeakMap<TokenSource, Map<string, RoomFiles>>();

/**
 * The same for the same room for as long as the page lives, so that uploads go on and stay while another room is looked
 * at. Rooms without uploads that were asked for longest ago are forgotten.
 */
export function roomFiles(options: ApiOptions, roomId: string, channel: Channel): RoomFiles {
  const known = rooms.get(options.tokens) ?? new Map<string, RoomFiles>();
  rooms.set(options.tokens, known);
  const files = known.get(roomId) ?? open(options, roomId, channel);
  known.delete(roomId);
  known.set(roomId, files);
  forget(known);
  return files;
}

function open(options: ApiOptions, roomId: string, channel: Channel): RoomFiles {
  const api = createApi(options);
  const path = `${options.baseUrl}/api/v1/rooms/${encodeURIComponent(roomId)}/files`;
  return {
    links: new FileLinks({ baseUrl: options.baseUrl, ask: (fileIds) => api.fileLinks(roomId, fileIds) }),
    uploads: createUploads({
      channel,
      tokens: options.tokens,
      platform: browserPlatform(),
      urlOf: (name) => `${path}?${new URLSearchParams({ name })}`,
    }),
  };
}

function forget(known: Map<string, RoomFiles>): void {
  const idle = [...known].filter(([, { uploads }]) => uploads.items.length === 0);
  for (const [roomId, { links }] of idle.slice(0, Math.max(0, known.size - KEPT))) {
    links.release();
    known.delete(roomId);
  }
}

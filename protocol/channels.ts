/** Channel codes as they stand in integrations, rooms and the open API. */
export const CHANNELS = [
  "web_chat",
  "wa_cloud",
  "wa",
  "fb",
  "ig",
  "ig_comment",
  "fb_comment",
  "telegram",
  "line",
  "twitter",
  "email",
  "livechat",
  "qontak",
] as const;
export type Channel = (typeof CHANNELS)[number];

export const ROOM_KINDS = ["message", "comment"] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/** ROOM-3: the status of a room is the status of its latest conversation. */
export const ROOM_STATUSES = ["campaign", "unassigned", "assigned", "resolved"] as const;
export type RoomStatus = (typeof ROOM_STATUSES)[number];

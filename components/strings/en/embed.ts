/** Texts of the elements for portals that are needed at once. This file is the master of `id/embed.ts`. */
export const embedEn = {
  "badge.messages": { one: "{n} chat waits for an answer", other: "{n} chats wait for an answer" },
  "badge.comments": { one: "{n} comment waits for an answer", other: "{n} comments wait for an answer" },
  "badge.unassigned": { one: "{n} chat is not assigned", other: "{n} chats are not assigned" },
  "room.noneTitle": "No conversation is open",
  "room.noneText": "It appears here as soon as one is chosen on this page.",
} as const;

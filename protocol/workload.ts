import type { Channel } from "./channels.ts";
import type { Settings } from "./settings.schema.ts";

/** ASSIGN-12: how many open rooms somebody may have, on these channels together; `channels` null: on all. */
export type Cap = { channels: readonly Channel[] | null; limit: number };

const covers = (channels: readonly Channel[] | null, channel: Channel): boolean => channels?.includes(channel) ?? true;

/** The rules that name this member, in their order: the first that names a room's channel counts for it. */
export const capsOf = (rules: Settings["workload"]["rules"], memberId: string): Cap[] =>
  rules
    .filter(({ memberIds }) => memberIds?.includes(memberId) ?? true)
    .map(({ channels, limit }) => ({ channels, limit }));

/** The one of a member's limits that counts for a room of this channel; undefined: there is none. */
export const capOn = <T extends Cap>(caps: readonly T[], channel: Channel): T | undefined =>
  caps.find(({ channels }) => covers(channels, channel));

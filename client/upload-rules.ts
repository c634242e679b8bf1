import type { Channel } from "../protocol/channels.ts";
import { type Refusal, refusal } from "../protocol/codes.ts";
import { type FileKind, fileKindOf, fileSizeMax, fileTypeNames, fileTypesOf, typeOfName } from "../protocol/files.ts";

/** What a file says of itself before anybody has looked into it. */
export type Named = { name: string; type: string; size: number };

/** The kind it seems to be; undefined: only the server can tell. */
export const kindOf = (channel: Channel, { name, type }: Named): FileKind | undefined =>
  fileKindOf(channel, type) ?? fileKindOf(channel, typeOfName(channel, name) ?? "");

/** Pictures and films of other formats are refused before they are sent for nothing; the rest the server looks into. */
const isHopeless = (channel: Channel, file: Named): boolean =>
  /^(image|video)\//.test(file.type) && file.type !== "video/webm" && fileKindOf(channel, file.type) === undefined;

/** MSG-6 as far as it can be judged before sending; null: worth sending. */
export function refusedBeforehand(channel: Channel, file: Named): Refusal | null {
  const { name, size } = file;
  if (size === 0) return refusal("required", { params: { name } });
  if (isHopeless(channel, file)) return refusal("msg.file_type", { params: { name, allowed: fileTypeNames(channel) } });
  const limit = fileSizeMax(channel, kindOf(channel, file) ?? "document");
  return size > limit ? refusal("msg.file_size", { params: { name, size, limit } }) : null;
}

/** For `accept` of a file input. Phones turn their own picture format into one of these. */
export const acceptOf = (channel: Channel): string => fileTypesOf(channel).join(",");

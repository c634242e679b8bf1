import type { Channel } from "./channels.ts";

/** Kinds of file a message may hold, as the content's `type` names them. Without zod: the widget knows them too. */
export const FILE_KINDS = ["image", "video", "audio", "document"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** 1 MB of GEN-6, in bytes. */
export const MB = 1_048_576;

/** MSG-6: types by content, never by name. */
export const FILE_TYPES: Record<FileKind, readonly string[]> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4"],
  audio: ["audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/amr", "audio/wav", "audio/webm"],
  document: [
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/plain",
    "text/csv",
  ],
};
/** Beyond FILE_TYPES on webchat. */
export const WEBCHAT_IMAGE_TYPES: readonly string[] = ["image/webp", "image/gif"];

const SIZES: Record<FileKind, number> = { image: 5 * MB, audio: 16 * MB, video: 16 * MB, document: 100 * MB };
const DOCUMENT_SIZES: Partial<Record<Channel, number>> = {
  fb: 25 * MB,
  ig: 25 * MB,
  telegram: 50 * MB,
  web_chat: 20 * MB,
  email: 20 * MB,
  line: 20 * MB,
};

/** MSG-6: the largest file of this kind on this channel, in bytes; exactly that much is accepted. */
export const fileSizeMax = (channel: Channel, kind: FileKind): number =>
  (kind === "document" ? DOCUMENT_SIZES[channel] : undefined) ?? SIZES[kind];

/** MSG-6: the types of this kind on this channel. */
export const fileTypesFor = (channel: Channel, kind: FileKind): readonly string[] =>
  kind === "image" && channel === "web_chat" ? [...FILE_TYPES.image, ...WEBCHAT_IMAGE_TYPES] : FILE_TYPES[kind];

/** The kind a type belongs to on this channel; undefined: not allowed there. */
export const fileKindOf = (channel: Channel, mime: string): FileKind | undefined =>
  FILE_KINDS.find((kind) => fileTypesFor(channel, kind).includes(mime));

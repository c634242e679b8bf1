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

/** Endings of each type; the first one is its name to people and the one given to a file that lacks any of them. */
export const FILE_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  "image/jpeg": ["jpg", "jpeg", "jpe", "jfif"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "image/gif": ["gif"],
  "video/mp4": ["mp4", "m4v"],
  "audio/mpeg": ["mp3", "mpga", "mp2"],
  "audio/mp4": ["m4a", "mp4", "m4b"],
  "audio/aac": ["aac"],
  "audio/ogg": ["ogg", "oga", "opus"],
  "audio/amr": ["amr"],
  "audio/wav": ["wav"],
  "audio/webm": ["weba", "webm"],
  "application/pdf": ["pdf"],
  "application/msword": ["doc", "dot"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.ms-excel": ["xls", "xlt"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "application/vnd.ms-powerpoint": ["ppt", "pps", "pot"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
  "text/plain": ["txt", "text", "log"],
  "text/csv": ["csv"],
};

/** All types a channel takes. */
export const fileTypesOf = (channel: Channel): string[] => FILE_KINDS.flatMap((kind) => fileTypesFor(channel, kind));

/** The types a channel takes as people know them: "JPG, PNG, MP4, …". */
export const fileTypeNames = (channel: Channel): string =>
  fileTypesOf(channel)
    .map((mime) => FILE_ENDINGS[mime]?.[0]?.toUpperCase())
    .join(", ");

/** Letters after the last dot, in lower case; empty if there are none. */
export const endingOf = (name: string): string => /\.([^.\s/\\]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** What a name claims to be on this channel; undefined: nothing we know. The content decides (MSG-6). */
export const typeOfName = (channel: Channel, name: string): string | undefined => {
  const ending = endingOf(name);
  return fileTypesOf(channel).find((mime) => FILE_ENDINGS[mime]?.includes(ending));
};

/** What a key does in the inbox. */
export const SHORTCUT_IDS = [
  "next",
  "previous",
  "open",
  "choose",
  "chooseRange",
  "search",
  "filter",
  "palette",
  "getNew",
  "status1",
  "status2",
  "status3",
  "status4",
  "reply",
  "note",
  "resolve",
  "undo",
  "take",
  "assign",
  "handOver",
  "tag",
  "snooze",
  "unread",
  "details",
  "help",
] as const;
export type Shortcut = (typeof SHORTCUT_IDS)[number];

const KEYS: Readonly<Record<string, Shortcut>> = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  x: "choose",
  X: "chooseRange",
  "/": "search",
  f: "filter",
  w: "getNew",
  "1": "status1",
  "2": "status2",
  "3": "status3",
  "4": "status4",
  r: "reply",
  n: "note",
  e: "resolve",
  m: "take",
  a: "assign",
  h: "handOver",
  t: "tag",
  z: "snooze",
  u: "unread",
  i: "details",
  "?": "help",
};

type Key = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "defaultPrevented" | "isComposing" | "repeat"
>;

/** With a key that is the system's own for it, and only where no text is being written. */
const isUndo = (event: Key): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "z";

/** A shortcut, the first key of two, or nothing of ours. */
export type KeyMeaning = { shortcut: Shortcut } | { go: string } | "g" | null;

/**
 * What a key means after `pending` was pressed. Never while typing, and never with a modifier that belongs to the
 * browser; only the palette's own combination is ours everywhere.
 */
export function meaningOf(event: Key, path: readonly EventTarget[], pending: "g" | null): KeyMeaning {
  if (event.defaultPrevented || event.isComposing) return null;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k")
    return { shortcut: "palette" };
  if (isTaken(path)) return null;
  if (isUndo(event)) return { shortcut: "undo" };
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  // With the lock for capitals on, letters are still letters.
  const key = event.shiftKey || event.key.length > 1 ? event.key : event.key.toLowerCase();
  if (pending === "g") return /^[a-z]$/.test(key) ? { go: key } : null;
  if (key === "g") return "g";
  // Arrows scroll and move within widgets; only where nothing else wants them are they ours.
  if (key.startsWith("Arrow") && path.some(usesArrows)) return null;
  const shortcut = KEYS[key];
  return shortcut === undefined || (event.repeat && !REPEATED.has(shortcut)) ? null : { shortcut };
}

/** A key that is held down walks through the list; it does not resolve one room after another. */
const REPEATED: ReadonlySet<Shortcut> = new Set(["next", "previous"]);

const TYPED = new Set(["INPUT", "TEXTAREA", "SELECT"]);
/** Inputs that take no letters. */
const UNTYPED = new Set(["radio", "checkbox", "button", "range"]);
const TYPED_ROLES = new Set(["textbox", "combobox", "searchbox"]);
type ElementLike = Partial<Pick<HTMLElement, "tagName" | "isContentEditable" | "getAttribute">>;

function isTypedInto(target: EventTarget): boolean {
  const { tagName, isContentEditable, getAttribute } = target as ElementLike;
  if (tagName === undefined) return false;
  if (tagName === "INPUT" && UNTYPED.has(getAttribute?.call(target, "type") ?? "")) return false;
  const role = getAttribute?.call(target, "role");
  return TYPED.has(tagName) || isContentEditable === true || (typeof role === "string" && TYPED_ROLES.has(role));
}

/** Letters are somebody else's here: of a field, or of an open menu. */
export const isTaken = (path: readonly EventTarget[]): boolean => path.some(isTypedInto) || path.some(isOpenPanel);

/** Whoever types into a menu looks for its item, or for the field it is about to show; nothing behind it is meant. */
function isOpenPanel(target: EventTarget): boolean {
  const { tagName, isOpen } = target as { tagName?: string; isOpen?: boolean };
  return tagName === "SAPA-POPOVER" && isOpen === true;
}

const ARROW_ROLES = new Set(["tab", "menuitem", "menuitemradio", "option", "separator", "region", "radio", "listbox"]);

function usesArrows(target: EventTarget): boolean {
  const { tagName, getAttribute } = target as ElementLike;
  const role = getAttribute?.call(target, "role");
  return tagName === "INPUT" || (typeof role === "string" && ARROW_ROLES.has(role));
}

/** How a key is written on the sheet and in the palette. */
export const SHOWN_KEYS: Readonly<Record<Shortcut, readonly string[]>> = {
  next: ["J", "↓"],
  previous: ["K", "↑"],
  open: ["Enter"],
  choose: ["X"],
  chooseRange: ["Shift", "X"],
  search: ["/"],
  filter: ["F"],
  palette: [isApple() ? "⌘" : "Ctrl", "K"],
  getNew: ["W"],
  status1: ["1"],
  status2: ["2"],
  status3: ["3"],
  status4: ["4"],
  reply: ["R"],
  note: ["N"],
  resolve: ["E"],
  undo: [isApple() ? "⌘" : "Ctrl", "Z"],
  take: ["M"],
  assign: ["A"],
  handOver: ["H"],
  tag: ["T"],
  snooze: ["Z"],
  unread: ["U"],
  details: ["I"],
  help: ["?"],
};

function isApple(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

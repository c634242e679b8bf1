/** What a key does in the inbox; null: nothing of ours. */
export type Shortcut = "next" | "previous" | "reply" | "note" | "resolve" | "assign" | "tag" | "search" | "help" | null;

const KEYS: Readonly<Record<string, Exclude<Shortcut, null>>> = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  r: "reply",
  n: "note",
  e: "resolve",
  a: "assign",
  t: "tag",
  "/": "search",
  "?": "help",
};

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "isComposing">;

/** Never while typing, and never with a modifier that belongs to the browser. */
export function shortcutOf(event: Key, path: readonly EventTarget[]): Shortcut {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (path.some(isTypedInto)) return null;
  const isArrow = event.key.startsWith("Arrow");
  // Arrows scroll and move within widgets; only where nothing else wants them are they ours.
  if (isArrow && path.some(usesArrows)) return null;
  return KEYS[event.key] ?? null;
}

const TYPED = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const TYPED_ROLES = new Set(["textbox", "combobox", "searchbox"]);
type ElementLike = Partial<Pick<HTMLElement, "tagName" | "isContentEditable" | "getAttribute">>;

function isTypedInto(target: EventTarget): boolean {
  const { tagName, isContentEditable, getAttribute } = target as ElementLike;
  if (tagName === undefined) return false;
  if (tagName === "INPUT" && getAttribute?.call(target, "type") === "radio") return false;
  const role = getAttribute?.call(target, "role");
  return TYPED.has(tagName) || isContentEditable === true || (typeof role === "string" && TYPED_ROLES.has(role));
}

const ARROW_ROLES = new Set(["tab", "menuitem", "option", "separator", "region", "radio", "listbox"]);

function usesArrows(target: EventTarget): boolean {
  const { tagName, getAttribute } = target as ElementLike;
  const role = getAttribute?.call(target, "role");
  return tagName === "INPUT" || (typeof role === "string" && ARROW_ROLES.has(role));
}

/** For the sheet of `?`: the keys and the text that names what they do. */
export const SHORTCUT_SHEET = [
  { keys: ["J", "K", "↓", "↑"], text: "keys.move" },
  { keys: ["Enter"], text: "keys.open" },
  { keys: ["R"], text: "keys.reply" },
  { keys: ["N"], text: "keys.note" },
  { keys: ["E"], text: "keys.resolve" },
  { keys: ["A"], text: "keys.assign" },
  { keys: ["T"], text: "keys.tag" },
  { keys: ["/"], text: "keys.search" },
  { keys: ["Esc"], text: "keys.escape" },
  { keys: ["?"], text: "keys.help" },
] as const;

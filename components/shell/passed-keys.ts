import { isTaken } from "../inbox/shortcuts.ts";

/**
 * Whoever has closed the bell with Escape still stands on it, outside the inbox: letters pressed there are the inbox's
 * as well. Enter, Space and arrows stay with the button.
 */
export function passKey(event: KeyboardEvent, inbox: HTMLElement | null): void {
  const path = event.composedPath();
  const isLetter = event.key.length === 1 && event.key !== " ";
  if (inbox === null || event.defaultPrevented || !isLetter || path.includes(inbox)) return;
  if (isTaken(path) || path.some((target) => target instanceof HTMLDialogElement)) return;
  const { key, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing } = event;
  const init = { key, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing };
  if (!inbox.dispatchEvent(new KeyboardEvent("keydown", { ...init, cancelable: true }))) event.preventDefault();
}

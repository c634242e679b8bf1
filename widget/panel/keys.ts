/** The page's own shortcuts must not hear what is typed here: to them the target is no text field but our host. */
const KEPT_INSIDE = ["keydown", "keyup", "keypress", "beforeinput", "input", "paste", "copy", "cut"] as const;
const FOCUSABLE = ":is(button, input):not(:disabled, [hidden], [tabindex='-1']), a[href], textarea, [tabindex='0']";

export type KeyOptions = {
  signal: AbortSignal;
  /** The panel fills the screen: focus stays in it. */
  isModal(): boolean;
  onEscape(): void;
};

export function handleKeys(slot: HTMLElement, { signal, isModal, onEscape }: KeyOptions): void {
  slot.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && !event.isComposing) onEscape();
      if (event.key === "Tab" && isModal()) wrapFocus(slot, event);
    },
    { signal },
  );
  for (const name of KEPT_INSIDE) slot.addEventListener(name, (event) => event.stopPropagation(), { signal });
}

function wrapFocus(slot: HTMLElement, event: KeyboardEvent): void {
  const stops = [...slot.querySelectorAll<HTMLElement>(`.panel :is(${FOCUSABLE})`)];
  const [edge, other] = event.shiftKey ? [stops.at(0), stops.at(-1)] : [stops.at(-1), stops.at(0)];
  if (event.target !== edge) return;
  event.preventDefault();
  other?.focus();
}

/** Enter sends, Shift+Enter breaks the line (MSG-2); an Enter that ends the composition of a word does neither. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

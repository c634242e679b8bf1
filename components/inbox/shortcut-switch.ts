import { recall, remember } from "../data/browser-storage.ts";

/** Keys of one letter are in the way of speech input; a person can do without them (WCAG 2.1.4). Kept per browser. */
export const areShortcutsOn = (): boolean => recall("shortcuts") !== "off";
export const switchShortcuts = (isOn: boolean): void => remember("shortcuts", isOn ? null : "off");

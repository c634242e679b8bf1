import type { Content } from "../dom.ts";
import type { Core } from "../state.ts";
import { FileDesk } from "./desk.ts";
import { filesCss } from "./files.css.ts";
import { FILE_STRINGS, type FileStrings } from "./strings.ts";
import { fileView, trayView } from "./views.ts";

/** Files of the chat, and those on their way up. */
export function open(core: Core) {
  const { chat, context, update, signal } = core;
  const { address, tokens } = chat;
  const desk = new FileDesk({
    address,
    baseUrl: context.baseUrl,
    tokens,
    onChange: () => update(),
    // Enter now sends, and chooses no more files; on touch screens the keyboard would cover them.
    onChosen() {
      if (matchMedia("(pointer: coarse)").matches) return;
      context.slot.querySelector<HTMLElement>("footer textarea")?.focus({ preventScroll: true });
    },
  });
  signal.addEventListener("abort", () => desk.close());
  const strings = (): FileStrings => FILE_STRINGS[core.state.strings.language];
  return {
    desk,
    tray: (): Content => trayView(desk, strings()),
    view: (file: Parameters<typeof fileView>[0]): Content => fileView(file, desk, strings()),
  };
}

export const css = filesCss;

import type { Language } from "../../language.ts";
import { type DeskOptions, FileDesk } from "./desk.ts";
import { filesCss } from "./files.css.ts";
import { FILE_STRINGS } from "./strings.ts";
import { fileView, trayView } from "./views.ts";

/** What the panel needs of files once somebody sends one; loaded apart from it. */
export function openFiles(options: DeskOptions) {
  const desk = new FileDesk(options);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(filesCss);
  return {
    desk,
    sheet,
    tray: (language: Language) => trayView(desk, FILE_STRINGS[language]),
    view: (file: Parameters<typeof fileView>[0], language: Language) => fileView(file, desk, FILE_STRINGS[language]),
  };
}

export type Files = ReturnType<typeof openFiles>;

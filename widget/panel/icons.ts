import { h, type View } from "./dom.ts";

export const icon = (d: string): View => h("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, h("path", { d }));

export const ICONS = {
  cross: () => icon("M18 6 6 18M6 6l12 12"),
  send: () => icon("M12 19V5M5 12l7-7 7 7"),
  jump: () => icon("M12 5v14M19 12l-7 7-7-7"),
  clock: () => icon("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2"),
  one: () => icon("M19 7 9.5 16.5 5 12"),
  two: () => icon("M16 7 6.5 16.5 2 12M22 7l-9.5 9.5-1.2-1.2"),
  clip: () => icon("m16 6-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 1 0-5.6-5.6l-8.4 8.5a6 6 0 1 0 8.5 8.5l8.4-8.6"),
  smile: () => icon("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 14s1.5 2 4 2 4-2 4-2M9 9.5h.01M15 9.5h.01"),
  more: () => icon("M5 12h.01M12 12h.01M19 12h.01"),
  alert: () => icon("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v4.5M12 16h.01"),
} as const;

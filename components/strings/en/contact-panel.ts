/** What an open room shows of its contact beyond name, phone and email; loaded with it. The master of `id/contact-panel.ts`. */
export const contactPanelEn = {
  "panel.company": "Company",
  "panel.open": "Open contact",
  "panel.edit": "Edit profile",
  "panel.failed": "Company and further fields could not be loaded.",
} as const;

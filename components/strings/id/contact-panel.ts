import type { Entry } from "../catalogue.ts";
import type { contactPanelEn } from "../en/contact-panel.ts";

export const contactPanelId: Record<keyof typeof contactPanelEn, Entry> = {
  "panel.company": "Perusahaan",
  "panel.open": "Buka kontak",
  "panel.edit": "Ubah profil",
  "panel.failed": "Perusahaan dan kolom lainnya tidak dapat dimuat.",
};

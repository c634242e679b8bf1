import type { Entry } from "../catalogue.ts";
import type { settingsMenuEn } from "../en/settings-menu.ts";

export const settingsMenuId: Record<keyof typeof settingsMenuEn, Entry> = {
  settings: "Pengaturan",
  accounts: "Manajemen akun",
  users: "User",
  agents: "Manajemen agen",
  chat: "Chat",
  divisions: "Divisi",
  allocation: "Alokasi agen",
  workload: "Beban kerja",
  idle: "Aturan tanpa respons",
  masking: "Penyamaran kontak",
  autoResponder: "Balasan otomatis",
  officeHours: "Jam kerja",
  templates: "Template",
  tags: "Tag",
  autoResolve: "Selesai otomatis",
  contact: "Kontak",
  contactFields: "Kolom kontak",
  score: "Skor",
  apiTokens: "API token",
  embedding: "Embedding",
  audit: "Audit log",
  security: "Keamanan dan sesi",
  integrations: "Integrasi Channel",
  webchat: "Webchat",
};

import type { Language } from "../../language.ts";

const survey = {
  title: { en: "How did we do?", id: "Bagaimana layanan kami?" },
  question: { en: "How happy are you with this conversation?", id: "Seberapa puas Anda dengan percakapan ini?" },
  comment: { en: "What could we do better?", id: "Apa yang bisa kami perbaiki?" },
  thanks: { en: "Thank you for your answer.", id: "Terima kasih atas jawaban Anda." },
};

const en = {
  agent: "Dewi",
  ask: "Hello! Is this still in stock?",
  answer: "Hi! Yes, it is. Shall I set one aside for you?",
  thank: "Yes please, thank you!",
  survey,
};

const id: typeof en = {
  agent: "Dewi",
  ask: "Halo! Apakah ini masih ada stoknya?",
  answer: "Halo! Masih ada. Mau saya simpankan satu?",
  thank: "Boleh, terima kasih!",
  survey,
};

export const PREVIEW_STRINGS: Record<Language, typeof en> = { en, id };

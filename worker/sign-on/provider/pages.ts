import type { AppContext } from "../../http/context.ts";
import { escapeHtml } from "../../http/html-page.ts";
import { plainPage } from "../../http/plain-page.ts";
import { languageOf } from "../../surveys/page.ts";

const WORDS = {
  en: {
    wrong: "This application cannot sign you in",
    wrongMore:
      "It asked from an address that is not registered here. Tell the people who run it; your account is not affected.",
    home: "Open the inbox",
    out: "Sign out everywhere?",
    outMore: "You will be signed out here and in every application you opened with this account.",
    sure: "Sign out",
    stay: "Stay signed in",
  },
  id: {
    wrong: "Aplikasi ini tidak dapat memasukkan Anda",
    wrongMore:
      "Permintaannya datang dari alamat yang tidak terdaftar di sini. Beri tahu pengelolanya; akun Anda tidak terpengaruh.",
    home: "Buka kotak masuk",
    out: "Keluar dari semua aplikasi?",
    outMore: "Anda akan keluar dari sini dan dari setiap aplikasi yang dibuka dengan akun ini.",
    sure: "Keluar",
    stay: "Tetap masuk",
  },
};

const languageIn = (c: AppContext) => languageOf(c.req.header("accept-language"));

/** Nothing of what was asked stands in it: it may come from anybody. */
export function wrongApplication(c: AppContext): Response {
  const language = languageIn(c);
  const { wrong, wrongMore, home } = WORDS[language];
  return plainPage({ status: 400, language, title: wrong, text: wrongMore, more: `<p><a href="/">${home}</a></p>` });
}

/** Asks a person whom an application wants to sign out without a proof that it knows them. `fields` go along unseen. */
export function confirmSignOut(c: AppContext, fields: Record<string, string>, leadsTo: string[]): Response {
  const language = languageIn(c);
  const { out, outMore, sure, stay } = WORDS[language];
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join("");
  return plainPage({
    status: 200,
    language,
    title: out,
    text: outMore,
    more: `<form method="post" action="/oidc/logout">${hidden}<button>${sure}</button><a href="/">${stay}</a></form>`,
    formAction: ["'self'", ...leadsTo],
  });
}

import { describe, expect, it } from "vitest";
import type { Letter } from "../../../worker/mail/content.ts";
import { renderMail } from "../../../worker/mail/render.ts";

const LINK = "https://sapa.example/link#abc";
const EVIL = `Toko\r\nBcc: evil@x.example <script>alert(1)</script> "&\u202e`;
const LETTERS: Letter[] = [
  { kind: "reset", facts: { link: LINK, minutes: 30 } },
  { kind: "invitation", facts: { link: LINK, name: EVIL, organization: EVIL, inviter: EVIL, days: 7 } },
  { kind: "verification", facts: { link: LINK, name: EVIL, organization: EVIL, inviter: null, days: 7 } },
  { kind: "code", facts: { code: "012345", minutes: 10 } },
  { kind: "emailLeft", facts: { newEmail: "baru@x.example", reason: EVIL } },
  { kind: "emailTaken", facts: { newEmail: "baru@x.example", reason: null, link: LINK, minutes: 30 } },
  { kind: "passwordChanged", facts: {} },
  { kind: "deletionSet", facts: { organization: EVIL, date: "2 May 2027", contact: null } },
  { kind: "deletionSet", facts: { organization: EVIL, date: "2 May 2027", contact: EVIL } },
  { kind: "deletionKept", facts: { organization: EVIL } },
];
const CASES = LETTERS.flatMap((letter) => (["en", "id"] as const).map((language) => ({ letter, language })));

describe("mails in words", () => {
  it.each(CASES)(
    "$letter.kind in $language: no name of anybody's ends a header or becomes markup",
    ({ letter, language }) => {
      const { subject, text, html } = renderMail(letter, language);
      expect(subject).toMatch(/^[^\p{Cc}\p{Cf}]{5,150}$/u);
      expect(text.split("\n").filter((line) => line.startsWith("Bcc"))).toEqual([]);
      expect(html).not.toContain("<script");
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/src=|url\(|@import/);
      for (const needed of [LINK, "012345"])
        if (JSON.stringify(letter).includes(needed))
          expect([text, html].every((part) => part.includes(needed))).toBe(true);
      expect(`${subject}${text}`).not.toMatch(/undefined|null|NaN|\[object/);
    },
  );

  it("I18N-1 says everything in both languages, and not the same", () => {
    for (const letter of LETTERS) {
      const [en, id] = [renderMail(letter, "en"), renderMail(letter, "id")];
      expect(en.subject).not.toBe(id.subject);
      expect(en.text.split("\n\n")).toHaveLength(id.text.split("\n\n").length);
    }
  });

  it.each(["invitation", "verification"] as const)("AUTH-14 AUTH-15 the %s says who invites, and where to", (kind) => {
    const facts = { link: LINK, name: "Rina", organization: "Toko Melati", days: 7 };
    const subjectOf = (inviter: string | null, language: "en" | "id"): string =>
      renderMail({ kind, facts: { ...facts, inviter } }, language).subject;
    expect(subjectOf("Ayu", "en")).toBe("Ayu invites you to Toko Melati in Sapa");
    expect(subjectOf("Ayu", "id")).toBe("Ayu mengundang Anda ke Toko Melati di Sapa");
    expect(subjectOf(null, "en")).toBe("You are invited to Toko Melati in Sapa");
    expect(subjectOf(null, "id")).toBe("Anda diundang ke Toko Melati di Sapa");
  });

  it.each([
    ["invitation", "en", "An account was made for you in Sapa, where the team of Toko Melati"],
    ["invitation", "id", "Akun untuk Anda telah dibuat di Sapa, tempat tim Toko Melati"],
    ["verification", "en", "You are asked to join the team of Toko Melati in Sapa."],
    ["verification", "id", "Anda diajak bergabung dengan tim Toko Melati di Sapa."],
  ] as const)(
    "AUTH-14 AUTH-15 the %s of an organization's owner names nobody as inviting (%s)",
    (kind, language, words) => {
      const facts = { link: LINK, name: "Rina", organization: "Toko Melati", inviter: null, days: 7 };
      expect(renderMail({ kind, facts }, language).text).toContain(words);
    },
  );

  it("AUTH-10 the mail for a reset says where the new password holds", () => {
    const facts = { link: LINK, minutes: 30 };
    expect(renderMail({ kind: "reset", facts }, "en").text).toContain(
      "The new password applies to every application you open with this email",
    );
    expect(renderMail({ kind: "reset", facts }, "id").text).toContain(
      "Kata sandi baru berlaku untuk semua aplikasi dengan email ini",
    );
  });
});

type InvitationFacts = {
  link: string;
  name: string;
  organization: string;
  /** The member who invites; null: the organization is new, and nobody is in it yet. */
  inviter: string | null;
  days: number;
};

/** What each kind of mail is filled with. Links open the shell; times are minutes or days as the text says them. */
export type MailFacts = {
  reset: { link: string; minutes: number };
  invitation: InvitationFacts;
  verification: InvitationFacts;
  code: { code: string; minutes: number };
  /** To the address that was left. */
  emailLeft: { newEmail: string; reason: string | null };
  /** To the address that signs in from now on. */
  emailTaken: { newEmail: string; reason: string | null; link: string; minutes: number };
  passwordChanged: Record<never, never>;
  /** To the admins; `contact`: whom they may ask, null: nobody is named. */
  deletionSet: { organization: string; date: string; contact: string | null };
  deletionKept: { organization: string };
};

export type MailKind = keyof MailFacts;
export type Letter = { [K in MailKind]: { kind: K; facts: MailFacts[K] } }[MailKind];

/** A mail in words. Paragraphs are plain text; `action` is the one thing to press, `code` the one thing to copy. */
export type MailContent = {
  subject: string;
  paragraphs: string[];
  action?: { label: string; link: string };
  code?: string;
  /** Below what is to be done. */
  closing: string[];
};

export type MailTexts = { [K in MailKind]: (facts: MailFacts[K]) => MailContent };
